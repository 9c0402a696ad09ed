"""First names of people in the Netherlands, from many backgrounds, without their accents.

A list is never whole: it is for asking somebody, never for refusing.
"""

_FIRST_NAMES = """
aad aafke aagje aaliyah aaltje aart aasiya abass abbas abby abdallah abdelkader abdellah abdeslam
abdou abdulah abebe abena abigail abraham abram abu achmed achmet achraf adam adama adel adele adem
aden adil adinda adnan adriaan adrian adriana adriano adrie adrienne aefke aegidius afke agata
agatha agnes agneta agnieszka ahlam ahmad ahmed ahmet aicha aida aiden aiko aimee aisha aissa
aissatou aiza ajay akram alae alan albert alberta albertine alberto aldert aleid aleida alejandro
aleksandar aleksander aleksandra alessandro alessia alessio alex alexander alexandra alexandre
alexandru alexia alexis alfons alfonso alfred alhassan alia alice alicia alicja alida alima alina
aline alisa alisha aliyah allard alma aloys alphons alvin alwin alya alyssa amal amalia amanda amar
amara amaya ambrosius amelia amelie amer amin amina aminata amine amir amira amit amjad ammar amos
amy ana anas anass anastasia anca andrea andreas andree andrei andrej andres andrew andrey andries
andrij andrzej andy ange angela angele angelica angelina angelique angelo anh ania anica anika anil
anique anis anisa anissa anita anja anjali anke ankie ann anna annabel annabelle annalies anne
anneke annelieke annelies anneliese annelotte annemarie annemarijn annemiek annemieke annemijn
annet annette annick annie anniek annika anouar anouk anoushka anselm ansje ansley anthonie anthony
antje antoin antoine antoinette antonia antonie antonio antonius antoon anuja anuradha anwar
aouatif appie aram arash ard arda arian ariana ariane arianne arie ariel arif arjan arjen arjun
arkadiusz arlette armand armando armin arnaud arne arno arnold arnoud aron arslan artem arthur
artur arturo arvid arwa aryan asha ashley ashraf ashwin asif asiya asli asma asmae assia astrid
asya atakan atilla atiya aubrey aukje aurelie aurora avi aviv awa ayaan ayah ayan ayat ayden ayhan
ayla aylin ayman aymane aynur ayoub ayoube ayse aysegul aysel aysenur aysun azad aziz aziza azra
babette badr bahram barbara barry bart bartek bartholomeus bartosz bashar bashir bastiaan bastian
batuhan bauke baukje bayan bea beata beatrice beatrijs beatrix becky bedri behzad bejan bekir belal
belinda bella benedict benedikt benjamin benno benny benthe beppie beren berend berkay bernadette
bernardus bernd bernhard bernice berta bertha berthold bertine bertus bess bessel beth bethany
betsie betsy bettina betty beyza bhavna bianca bibi biense bilal bilel bilge billy birgit birgul
bjarne bjorn blaise blanka boaz bobbie bobby bodhi bogdan boris borys bouchra boudewijn boukje
brahim bram brandon branko brechje brecht brechtje brenda brendan brent brett brian bridget
brigitta brigitte britney britt britte bruce brunhilde bruno bryan burak burcu burhan busra caitlin
caitlyn calvin cameron camiel camila camilla camille canan candice cansu carel careltje carin
carina carine carla carlijn carlo carlos carly carmelita carole carolien carolina caroline carolyn
carsten caspar casper catalina catarina catharina catherina catherine cathy catrien catrinus cecile
cecilia cedric celeste celia celina celine cem cemal cemile cengiz cenk ceren ceyda chaima chaimae
chakib chanel chanella changa chantal chantalle chantella charella charelle charifa charity
charlene charles charlotte charlton cheikh chelsea chelsey chenoa cheryl cheyenne chiara chloe
chrissy christa christel christiaan christian christiana christianne christien christina christine
christoffel christoph christophe christopher cihan cilla cindy claes claire clara clarence clarissa
claudia claudine claudio clemens clement cleo clifford clinton clyde cobie coen coenraad colette
colin collin connie conny conrad constance constantijn cora coralie corina corine corinna corinne
corne cornelia cornelie cornelius corrie corry cosmin cosmo courtney craig cristian cristiano
cristina curtis cynthia cyriel cyril daantje dagmar dahlia daisy dalia dalila damian damiano damien
damla damon dana dani danial daniel daniela daniele daniella danielle danil danilo danique danny
dante danuta daphne daria darian dario dariusz darlene darryl darya daryl dave david davide davut
dawid dawn dayenne dean debbie deborah declan deepak defne delano delilah delphine demi demir denis
denisa denise dennis denzel derk derrick derya desi desiree desmond destiny deveny devin devon dewi
diana diane diantha diede diederik dieke dieneke dienke dieter dieuwertje dieuwke dilan dilara
dilaver dilek dimitri dimitrios dina dineke dinesh dingeman dione dionne dirkje divya djamila
djenna djoeke dmitri dmitry dolf dolores domenico dominic dominik dominika dominique donald
donatella donny doortje dora dore doreen dorian dorien dorin dorina doris dorota dorothea dorothee
dorothy doruk dorus dounia doutzen douwe dries driss duco duncan dunya dustin dwayne dyami dylan
dylano ebony ebrahim ebru ece eda eddie eddy edgar edgard edip edith edmond edmund edo edouard
eduardo edward edwin eefje eelco eelke eelkje efe efua egberdina egbert egon egor eileen eilish
eimear eirik ekaterina ekin ekrem elaine eldert eleanor elena eleni eleonora elfrida elfriede elham
elia elianne elias elif elijah elin elina eline elio eliot elisa elisabeth elise elisha elizabet
elizabeth ellen elles ellie elliot ellis elly elma elmer elodie eloise elsa elsbeth elsje elske
elvan elvin elvira elyas elyesa emanuel emel emerson emiel emil emilia emilian emilie emilio emily
emin emina emine emir emircan emma emmanuel emmeline emmy emrah emre emy ender enes engelbert engin
enis enrico enrique enzo eray erdem erdogan eren erhan eric erica erich erik erika erkan erna
ernest ernestine ernesto erol erwin esen esin esma esmaa esmay esmee esmeralda esra estella estelle
ester esther ethan eugene eugenia eunice eva evalien evangeline evelien eveline evelyn evelyne
evert evi evie evren evy ewa ewoud ezgi ezra fabian fabiana fabienne fabio fabrice fadia fadil
fadila fadime fadma fadoua fady faheem fahima fahriye faisal faiza faizel famke fanny faouzi farah
faras fares farhad farhan farid farida faris farouk farrah farshad faruk fathi fatih fatiha fatima
fatimah fatimazahra fatma fatmata fatme fatou fatoumata faustina faye faysal fedde fedor fefe feike
felicia feliciano felicity feline femi femke fenna fenne fenneke ferdi ferdy feride feriha fernanda
fernando feyza fieke fiene fikret fikri fikriye filip filippo filiz finn fiona firas firat firdaous
fjodor floortje flor florentine florian florin floris florus fokke folkert fons fouad fouzia fran
francesca francesco francien francina francine francis francisca francisco franciscus franco
francois francoise franka frankie fransje franz freddie freddy frederic frederica frederieke
frederik frederique freek freya frida frieda friedrich frits fritz froukje furkan gabriel gabriela
gabriele gabriella gabrielle gaby gaetano gamze ganesh garance gareth gary gaston gavin geerd geert
geertje geertruida geesje gellert genevieve geoffrey georg george georges georgina georgios gerald
gerarda gerardina gerardus gerben gerbert gerbrand gerco gerda gerdien gerhard gerhardus gerjan
gerko gerlinde germaine gerrie gerrit gerritje gerry gertjan gertruda gertrude gerwin gheorghe
ghita ghizlane giacomo gianna gianni gideon giel gijs gijsbert gilbert gilberto gillian gina ginger
gino giorgio giovanna giovanni gisela giselle gita gitta giulia giuliana giulio giuseppe giza gizem
gladys glenn gloria godelieve godfried gokhan gonca gonda gonul gordon grace graziella grazyna
greet greetje greg gregor gregory greta gretchen grete gretha gretje griet grietje grzegorz guido
guilherme guillaume gulay gulcan guler gulsah gulsen gulsum gulten gunnar gunter gurbuz gurkan
gurpreet gustaaf gustav gustavo guusje gwen gwendolyn gwenn habib habiba haci hadewych hadi hadija
hadil haider haitham hajar hajer hakan hakim hakima hala halil halima halime halina hamdi hamid
hamida hamide hamit hamza hana hanae hanan hanane hande hanife hanim hanna hannah hannan hanne
hanneke hannelore hannes hannie hansje harald haris harmen harmjan harmke harold haroon haroun
harri harrie harriet harrison harry hartmut harun harvey hasan hashim haske hasna hasnae hassan
hassania hassna hatem hatice hatim hatixhe hava havva hayat hayden hayley hazal hazel heather heba
hebe hector hedda hedi hedwig hedy heidi heike heiko heino heinrich heintje helen helena helene
helga helma helmi helmut hendrica hendrick hendrika hendrikje hendrikus henk henkjan hennie henny
henri henriette henrik henrique henry herbert herman hermanus hermien hermina hermine hermione
herold hester hetty heval hicham hidayet hidde hikmet hilal hilbert hilda hilde hildebrand
hildegard hilke hille hilleke hiltje hiroshi hisham hocine hoda houda houria hubert huberta
hubertus hugo huguette huib huibert humphrey huong husam huseyin husna husniye hussain hussein huub
huyen hylke ibrahim ibtissam ida idris idriss ieke ien ieva ignacio ignatius igor ihab ihsan
ijsbrand ikhlas ikram ilaria ilayda ilder ileana ilham ilhan ilia ilias ilja ilka ilkay ilker ilona
ilsa ilse ilya ilyas ilyass ilyes imad iman imane imani imen imke imran imre ina inas inaya indi
indira indra ineke ines inez inge ingeborg ingmar ingrid inna inske ioana ion iouri ira irem irena
irene irenka irfan irina irma irmgard isa isaac isaak isabel isabella isabelle isaiah isaias
iskander islam isma ismael ismail ismet isolde isra israa issa issam istvan ivan ivana ivar ivo
ivonne iwan iwona iza izabela izabella izzy jaap jacco jace jacinta jacintha jackie jackson jacky
jaco jacob jacoba jacobien jacobina jacobus jacquelien jacqueline jacques jada jaden jadwiga jaimie
jaimy jair jairo jakob jakub jalal jale jamaal jamal jameel james jamie jamila jamilla jana jane
janet janette janice janick janiek janina janine janis janke janna janne janneke janneman jannes
jannetje jannie jannik jannis janny janus janusz jaouad jara jared jari jarno jaro jaromir jaroslaw
jarrod jasmin jasmina jasmine jason jasper jasvinder javier jawad jayden jayla jaylinn jayson jean
jeanet jeanette jeanine jeanne jeannette jeannine jeff jefferson jeffrey jeftha jelena jelle
jelleke jelmer jelte jenna jennefer jennifer jenny jens jente jeremiah jeremias jeremy jermaine
jeroen jerome jerry jesper jesse jessica jessie jessy jessye jesus jetske jettie jetty jill jilles
jim jimmy jinte jitse jitske jitte joachim joan joana joanna joanne joao joaquin jocelyn jochem
jochum jody joel joelle joep joeri joerie joey johan johann johanna johannus john johnny jolanda
jolande jolanta jolene jolie jolien jolijn jona jonah jonas jonathan joni jonna jonne jonny joop
joos joosje joost joram jordi jordy jordyn jorg jorge jorgen jori jorien jorik jorinde jorine joris
jorn jornt jorrit jose josef joseph josephina josephine josephus josey josh joshua josien josina
josip josje jossy jouke joukje jovana joyce jozef jozefien juan juana judith judy jules julia
julian juliana julie julien juliette julio julius junior jurgen jurjen jurre jurriaan justin
justina justine justus justyna jytte kaan kacper kadija kadir kadriye kagan kaj kajsa kalina kamal
kamar kamel kamil kamila kamile kamran kane karen karim karima karin karina karla karlien karlijn
karolien karolina karoline karst karsten kasia kaspar kasper kat katarina katarzyna kate katelijn
katelijne kateryna katharina kathelijn katherine kathleen kathy katia katie katinka katja katrien
katrijn katrin katrina kaveh kavita kayla kaylee kayleigh kazim kazimierz keano keanu kees keesje
keith kelly kelsey kelvin kemal kenan kendra kenji kenneth kenny kenza kerem kerim kerstin keshia
kevin keziah khadija khadra khaled khalid khalifa khalil khaoula khawla kiana kiara kiki kilian
kimberley kimberly kimo kinga kira kirsten kirsty kitty kjell klaartje klaas klaasje klaudia klaus
klazien klazina koen koenraad kofi konrad konstantin koosje korneel kornelis kostas krishna krista
kristel kristiaan kristian kristien kristin kristina kristine kristof krisztina krystian krystyna
krzysztof kubilay kubra kumar kunal kwabena kwame kwasi kyan kyara kyle kylian kylie kyra kyrill
lahcen laila lamar lamia lana lara larbi larissa lasse latifa latisha latoya laura lauren laurence
laurens laurent laurie lauryn lavinia layla lazlo lea leah leander leandro leanne leena leendert
leentje leila leilani lejla leon leona leonard leonardo leonardus leonie leonoor leonora leontien
leopold leroy lesley leslie lester leticia lettie levent levi levina lewis leyla lia liam lian
liana lianne lidewij lidia lidwien lidy lieke lien lienke liesbeth liese lieselot lieselotte liesje
lieven lijsbeth lilia lilian liliana liliane lilith lilli lillian lilly lily lina linda lindsay
lindsey linn linnea linsey linus lionel lisa lisabeth lisanne lisbeth lise lisett lisette lisse liv
livia liya liz liza lizan lizanne lizette lizz lizzy ljubica lobke loek loes lorena lorenzo loretta
lorna lorraine lotfi lothar lotje lotte lottie louay loubna louella louis louisa louise loulou
lourens lowie luca lucas lucia luciana luciano lucie lucien lucienne lucille lucinda lucy ludo
ludovic ludwig luigi luis luisa luitzen luka lukas lukasz luke luuc luuk lydia lynda lynette lynn
lynne lyra maaijke maaike maarten maartje mabel maciej macy maddie madelein madeleine madina
madison mads mae mael magda magdalena maggie magnus maha mahdi maher mahesh mahfoud mahir mahmoud
mahmud mahmut mahsa maja majda majella majid malaika malak malek malgorzata malia malik malika
malin malou malu mamadou manal mandela mandy manel manfred manisha manja manon manou manouk mansour
mantas manuel manuela mara marc marcel marcela marcelino marcella marcelle marcello marcellus
marcia marcin marcus mareike marek maren margaret margareta margaretha margarita margie margit
margje margo margot margreet margret marguerite mariam mariama marian mariana marianna marianne
marianus marica marie mariebel marieke mariel marielle marien mariet mariette marije marijke marijn
marijne marijse marike marilou marilyn marin marinella marinka marinus mario marion marionne marisa
mariska marissa maristella marit marita marius mariusz mariya mariyam marjan marjanne marjet marjo
marjolein marjolijn marjon marjorie marko markus marleen marlene marlies marlijn marlin marloes
marlon marlou marnix marouan marouane marsha marta martha marthe martien martijn martin martina
martine martinus marvin marwa marwan mary marya maryam maryem maryna maryse marzena masha masoud
massimo mateo mateusz mathieu mathijs mathilda mathilde mathis matilda matt matteo matthew matthias
matthieu matthijs mattias mattijs maud maureen maurice mauricio maurits maurizio mauro maxim maxime
maximiliaan maximilian maxine mayke mayra mazlum medina meesje meghan mehdi mehmed mehmet meike
meindert meinte meintje meis mekki mel melanie melchior melda melek melike melinda melis melisa
melissa melle melody meltem melvin memet menna menno merijn merlijn mert mertcan merte merve meryam
meryem mesut meta mette micaela micha michael michaela michail michal michalina michel michela
michele michelle michiel mick mickey mieke mien miep mies miguel mihaela mihai mijke mika mikael
mikail mikayla mikhail miko mikolaj milad milana mildred milena milene miles milia milica milla
millie milo milou milton mimi mimoun mindert minh minke minou miran miranda mirco mirela miriam
mirjam mirjana mirka mirko miro miroslav mirte mirthe misha mitch mitchell moaz mohamad mohamed
mohammad mohammed mohan mohsen mohsin moises mona monica monika monique monir montasser moos morad
moreno morgan morris mounia mounir mourad moussa muammer mubarak mucahit muhammad muhammed muhammet
muhittin muhsin mukesh mumin munira murad murat murray musa mustafa mustapha muzaffer myla mylene
myra myriam myrna myron myrte myrthe nabeel nabil nabila nada nadege nadia nadieh nadine nadir
nadira nadja nadjim nadya nael nagihan nahid nahla naila naima nairobi najat najib najiba najim
najoua namik nancy nanda nanette nanne naomi naomie naoual naoufal naoufel nara narges nasim nasira
nasr nasrdin nasrin nasser nassim nassima nastasia natalia natalie nataliya natalya natascha
natasha natasja nathalia nathalie nathan nathaniel naud navid nawal nawfal nayla nazan nazar nazim
nazli neeltje neil nela nele nelis nell nella nelleke nelly nena nermin nesrin nesrine neville
nevin neyla nezha ngozi nguyen nic nick nicky niclas nicola nicolaas nicolai nicolas nicole
nicoleta nicolette nida niek niels nienke niesje nigel nihad nihal nihat nikita nikki nikky niko
nikola nikolai nikolaos nikolas nikoleta nila nilay nilgun nils nilufer nima nina nino niraj
nirmala nisa nisanur nisha nisrine nizar noa noah noam noel noelle noemi noemie noorah noortje nora
norah norbert nordin noreen norma norman noud noufissa noura nourdin noureddine nouri novella nuno
nura nuran nuray nurcan nurdan nurgul nuri nuria nuriye nurten nynke odette odile oguz oguzhan
oksana oktay ola olaf oleg oleksandr oleksandra olena olesya olga olive oliver olivia olivier olle
olof omaima omar omer omid omran onno onur oona ophelia orhan orkun orlando osama oskar osman
othman otman otmane ottilie ouafa ouafae oualid ouassim oumaima oumar oussama owen ozan ozge ozgur
ozlem pablo pacelli palesa pamela pania paola paolo pascal pascale pascalle patience patrice
patricia patricio patrick patrik patrizia patrycja patryk patty paul paula paulien paulina pauline
paulo paulus pavel pavlo pawel payton pedro peggy pelin pelle penelope pepijn percy perihan perla
pernilla perry petar petra petronella petros petrus petter petya phebe philip philippa philippe
philippus philomena phoebe phoenix phuong phyllis pien pierre pierrette piet pieta pieterjan
pieterke pieternel pietje pietro pinar piotr pippa pleuni pleuntje poppy priscilla priya priyanka
przemyslaw qais qiang quan quincy quinn quinten quintijn quirijn quirine rabia rabie rachael rachel
rachelle rachid rachida radjen radjesh radoslaw rafael rafaela rafaella rafal raffaele rafik raghad
rahel rahim rahima rahma rahul raimond raina rainer rainier raisa raj raja rajae rajesh rajiv rajni
rakesh ralf ralph rama ramazan ramesh rami ramin ramiro ramon ramona ramsey ramy randy rania ranya
raoul raphael raquel rasha rashid rashida rasim rasmus raul ravi raya rayan rayane raymond rayna
rayyan razan rebecca rebecka rebekka recep reda redouan redouane refika regina reginald regine
rehana reinder reindert reiner reinhard reinier reinild reinout rejhan remco remi remko remon remy
remzi rena renata renate renato rene renee renilde renske renze reshma resul reyhan rhea rhianna
rhode rhonda ria riad rianne ricardo riccardo richard richelle rick rickert ricky rico rida riek
rieke riekje rieneke rienk rients rietje rifat riham rihanna rikkert rikst rilana rimke rina rinke
rinske rinus riona ripke rishi risto rita ritchie ritwik riyad rizwan roald robbert robbie robby
robert roberta roberto robrecht rocco rochelle rodaina roderick rodney rodolfo rodrigo roel roeland
roelf roelfien roelie roelof roeltje roger rogier rohan roisin rokaya rokus roland rolanda rolf
rolinde romana romano romi romina romy rona ronald ronaldo ronan ronja ronnie ronny rosalia rosalie
rosalinde rosalyn rosamund rosanna rosanne roselien rosemarie rosemary rosie rosina rosita roswitha
rowan rowena rowin roxana roxane roxanne roya royce ruben ruby rudi rudy rufus ruggero rukiye
rumeysa rune rushdi russell rutger ruud ruurd ruveyda ryan ryanne saad saada saartje sabah sabiha
sabina sabine sabir sabri sabria sabrina sacha sadaf sadia sadio sadiq safa safae safira safiya
safouan sahar sahin sahra said saida saif sajid sakari sakina salah saleem saleh salem salih saliha
salim salima salma salman salome salomon salvatore samantha samar sameer sameh sami samia samil
samim samina samir samira sammy samson samuel samya sanaa sanae sanaz sandeep sander sandra
sandrine sandro saniye sanja sanjay sanna sanne sannie santino santosh sara sarah saray sarina
sarita sarra sascha sasha saskia satish saul savas sawsan scarlett scott sean sebastiaan sebastian
sebastien seda sef sefa sefanja segolene seher selam selami selcuk selena selim selima selin selina
seline selma selman semih semra sena senay senem senna senol serafina serap seraphine serban serdar
seren serena serenay serge sergei sergej sergio serhan serhat serife serina serkan serpil servaas
seth sevda sevgi sevil sevilay sevim sevval seyit seyma seynab shahd shahin shaila shaima shakira
shakur shamira shana shanaya shania shanice shanna shannon shanti shanya sharda sharif sharifa
sharmila sharon sharona shaun shauna shawn shayenne sheila shelly sherida sherif sheryl shirley
shiva shivani shreya shyam siavash sibel sibren sidney siebe siebren siegfried sienna sierd siert
sieta sietse sietske sietze sigrid siham silke silvan silvana silvia silvie silvio simen simona
simone sina sinan sinead sinem singh siobhan sirine sitara sixten sjaak sjaan sjakie sjanie sjef
sjefke sjoerd sjon sjors sjoukje sjuul skylar slawomir sofia sofian sofiane sofie sofya sohail
soham soheila sonia sonja sonny sonya sophia sophie soraya soren souad soufian soufiane souhaila
soukaina soumaya staci stacy stanislav stanislaw stefan stefania stefanie stefano steffen steffie
stephan stephane stephanie stephen steve steven stien stijn stijntje stoyan sukru suleiman sulejman
suleyman sultana sumaya sunil sunita suresh surinder surya susan susana susanna susanne suzan
suzanna suzanne suze suzy svea sven svenja svetlana swen sybrand sybren sylvain sylvana sylvester
sylvia sylvie szymon tabitha taha tahar tahir taiga talal talia talitha tamar tamara tamer tami
tamika tammy tamsin tania tanisha tanja tanya tarek tarik tariq tarkan taryn tasneem tatiana
tatjana tatyana taufik taylor teddy teije tekle teodor terence teresa tereza terry tess tessa
tessel teun teuna teunie teunis teuntje thabo thalia thamar thanh thea theo theodora theodorus
thera theres theresa therese theresia thiago thibault thierry thijmen thijs thirza thom thomas
thore tiana tiara tibor tiemen tiffany tigo tijl tijmen tijn tijs tilda tilly timea timo timon
timothee timothy timur tina tineke tinus tirza titia titus tjaard tjalling tjarda tjark tjebbe
tjeerd tjerk tjitske tobi tobias toby todd toine tolga tomas tomasz tomek tomislav tommy tonia
tonie tonja tonnie tonny tony toos tooske torben torsten tosca toussaint tracey tracy trevor trijn
trijnie trijntje trinette trinity tristan trix trixie truda trudie trudy truus tsjerk tugba tugce
tulay turgut twan twanette tycho tygo tyler tymon tyrone tyson udo ufuk ugur ulas ulrich ulrike
ulviye umar umit umut ursula usha uwe vahid valentin valentina valentine valeria valerie valeriy
vanessa vanja vasil vasile vasilis vedat veerle venla vera verena veronica veronika veronique vesna
vibeke viben vicky viet vijay vikram viktor viktoria viktorija vince vincent vincenzo violeta
violette virginia virginie vita vito vitor vivek vivian viviane vivianne vivienne vlad vladimir
volkan volkert volodymyr waleed walid walter walther wanda wannes wassila wassim wendel wendela
wendelien wendy werner wesley wessel whitney wibo wichard wiebe wiebke wiebren wiesje wieslaw
wieteke wietse wietske wigger wijnand wikash wilbert wilco wilda wilfred wilfried wilhelm
wilhelmina wilhelmus willeke willemien willemijn willemina willemke william willian willie willy
wilma wilmar wineke winfried winnie winona winston wissam wisse wladimir wojciech wolfgang wolter
wopke wout wouter woutje wubbe wubbo wytse wytske wytze xander xandra xavi xavier xenia xiao xin
xuan xueying yacine yacoub yael yagmur yahya yakup yalcin yamina yan yang yanick yanis yann yanna
yannick yannis yara yaren yari yaroslav yasemin yaser yasin yasir yasmin yasmina yasmine yasser
yassin yassine yassir yavuz yelena yeliz yente yesim yessin yigit yildirim yildiz ylva ymke yoeri
yohanna yohannes yolanda yonas yoni yoran yorben yorick yosef yossi younes youness younis younous
yousef yousra youssef youssra ysabel ysanne yuki yuksel yulia yulian yuliya yunus yuri yusuf yvan
yves yvet yvette yvo yvonne zachary zahir zahra zahraa zaid zainab zaira zakaria zakariya zamira
zana zane zarah zbigniew zehra zeinab zeki zelda zeliha zena zenna zeno zerda zeynab zeynep zhara
zhen zhou zineb zion zita zivan ziya ziyad zoe zofia zohra zoltan zora zoran zoubida zouhair zuhal
zuleyha zulya zuzanna zwaantje zwanet zwier zygmunt
"""
FIRST_NAMES = frozenset(_FIRST_NAMES.split())
