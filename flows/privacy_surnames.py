"""Surnames of people in the Netherlands, and names that are everyday words, places or codes too."""

_SURNAMES = """
aalbers abdi abdullahi abdulrahman abels abrahams achterberg ackermann adams adriaanse aerts afonso
agterberg ahmadi akdeniz akgul akkaya akkerman aksoy aktas akyuz albers alberts aldewereld alkema
altena altun amrani andela andriessen appelman aras arends asscher assen aydin ayyildiz azzouzi
bakkali bakkers bakx baptiste barendregt barends barendse bartels barten bastiaans baumann bayram
beekman beemster beentjes bekker bekkers bekkum belhaj benali benamar benhaddou bennani benschop
berends berendsen bergman bergsma berkhout bertens beukers bevers biermans biesheuvel bijlsma
blankestijn bleeker blokland blokzijl boekhout boelens boerma boersma boertje boonstra boschma
bosma bosman bosmans bossenbroek bosveld bouali bouazza bouchikhi boudewijns boukhari bouma bouman
boumans bouter bouwens bouwman bouwmeester bouzid brandsma brandt brinkman broekhuizen broekman
broers brouwers bruggeman bruijn bruijns bruins bruinsma brunia buijs buijsman burggraaf buursma
celebi cetin ceylan chahid chaudhry chen cherkaoui chong claassen claessens coenen coenraads coolen
cordes cornelisse cornelissen coskun cremers croes cuijpers cuperus daalhuizen daams dahmani
darwish deckers degen delgado demirci demirel demirtas denissen derksen deurloo diallo dias dibi
diepenbroek dierks dijkema dijkgraaf dijkhuizen dijkman dijks dijkstra dinc dirks dirksen dogan
doornbos doornenbal dragt driessen driessens dros drost duarte dubbeldam duijn duijvestijn
duivenvoorden duran durmus dursun duursma dymek ebbers ebbinge eberhard echteld eerdmans egberts
eggink ekici ekinci elbers elfrink elshof elzinga engelen erkelens essers everaert evers everts
evertsen ezzaki fakiri farahani feenstra feijen feith fennema fernandes fernandez ferrari ferreira
flipse flokstra fokkema fokker fonseca fransen franssen frederiks freriks gaal galema galjaard
gerrits gerritsen gielen giesbers gijsbers gijzen gomes gomez goncalves gonzalez goossens goudsmit
graafland groenendijk groenewegen grootveld grotenhuis gunes gupta gutierrez haanstra haddad haddou
hagenaars hakkert hamdaoui hammer hansen hanssen hardeman haringa harmsen hartman hartmann haveman
haverkamp heerema heeren heijmans heijnen hellinga hendricks hendriks hendriksen hendrikx hengeveld
hermans hermsen hernandez hersi hessels heuvelman heybroek hidayat hoekman hoeks hoekstra hofmans
hofstra hogenboom holtrop homan hoogenboom hoogendoorn hoogerwerf hoogeveen hooghiemstra hoogland
horvath houben houtman houweling huang hubers huijbregts huijgen huijsmans huisken huisman huizinga
hulshof hutten huynh ibrahimi idrissi ilgaz ismaili ivanov ivanova ivanovic jaarsma jacobs jacobse
jacobsen jagersma jama jankowski janse jansen jansens jansma janssen janssens janszen jaspers
jelsma jeltes jimenez jochems jochemsen johnson jongbloed jonkers jonkman joosten jorissen
jovanovic juffermans jurgens kaandorp kamminga kamphuis kaplan kapteijn karaca karadag karahan
karaman karijopawiro karimi karman karstens kaur keijser kelderman kempenaar kerkhoff kerkhoven
kerssens keskin keuning khan kieft kiers kilic kistemaker klaassen kleijn kleijnen kleinjan klijn
klijnsma klinkhamer kloosterman klop knol knoop koc kocak koelewijn koeman koenders koenen kokke
kolkman kooij kooiman kooistra koomen korkmaz kortekaas korthals kouwenhoven kovac kovacs kowalczyk
kowalska kowalski kraaijeveld krijgsman krol kruijer kruijff kruijt kruse kuijper kuijpers
kwiatkowski laarakkers lahaye lambers lambert lammers langedijk langendijk langeveld latumahina
latupeirissa lazar lazarov leeuwenburgh leijten lemmens lenferink lensink lentz leonhard leuven
levy lewandowski liefting liem ligtenberg lindeman linders lodewijks lohman looijen lopes lopez
louwerse lubbers lucassen luijten luiten lukassen luttikhuizen maes maessen mahabir mahadew
makhloufi manuhutu manusama marsman martens martinez martins matthijssen matulessy mazurek
meeuwissen meier meijer meijerink meijers meijs meinders mendes mendoza menting mertens meuleman
meulenbelt meulenberg meulman meyer meyers michels middelkoop miedema mittendorff mohammadi mohamud
molendijk molenkamp molina monteiro morales moreira mostert mourik muijs muller munoz murphy mutlu
naber nanhoe nasution navarro neijenhuis neuteboom ngo niehof nielsen niemeijer niemeyer niessen
nieuwenhuijs nijboer nijdam nijenhuis nijhof nijhuis nijland nijman nikolic nooij noorlander nouwen
nowak nunes odijk offermans okafor okonkwo oliveira olthof omari oomen ooms oosterbaan oosterhof
oosterom oosterveld opdam osinga osse ottens ouali ouwehand ozcan ozdemir ozkan ozturk paans palsma
panday papadopoulos parmentier patel peeters pengel pereira petersen petrov petrova petrovic pham
pieters pieterse pietersen pietersma pijnenburg pijpers pinas pinto plantinga poelman poldervaart
polman poortman popescu popov popovic postma postmus pouw pranger rademaker rademakers rahimi
rahman rahmani ramaker ramdas ramdin ramdjan ramirez ramkhelawan ramlal ramos reijers reijnders
reinders reitsma rekers renkema reus reuvers ribeiro rienstra rijksen rijnders rijpkema rivera
rodenburg rodrigues rodriguez roelants roelofs roelofsen roemer romijn rompa ronday rooijakkers
rosenberg rozema ruiz saidi salazar salhi salomons sanchez sanders sandoval santos sardjoe sarmo
schaafsma schaeffer schalkwijk scheepers scheffer schellekens scheltema scherpenzeel schilperoort
schmidt schmitz schneider schoenmaker schoenmakers scholte scholten schoonhoven schoute schreuder
schreuders schroder schuiling schuurman schuurmans sevriens sewnath sharma siebelink siemons
sijbrandij silva simons sinnema slegers slijkerman sluijter smeenk smeets smith smits smulders
soares soekhoe spaans steenbergen steenhuis steenstra stegeman stoffer stolk stolwijk strijbos
suarez suijkerbuijk suparman swart swinkels szabo szymanski tahiri talsma tamminga tanis teixeira
tekin tellegen terlouw terpstra tesfay tesfaye tesselaar teunissen theunissen theuns thijssen
thissen thomassen thompson tiggelaar tijssen tjin tjon todorov tolsma toprak touzani tran tuinstra
tunc tuncer turkmen uitdewilligen unal urlings uslu uyar uysal valkema vargas vasquez veenstra
veerman veldkamp veldman velthoven veltman venema verbeeck verbeek verberne verbruggen verburg
verdonk vergeer verhaar verhage verhagen verheij verheijen verheul verhoef verhoeff verhoek
verhoeven verkade verkaik verkerk vermaas vermeij vermeulen vermue verschoor verschuren versluis
versteeg versteegh verstegen vervoort verweij verwey visscher vlaar vlietstra vogelaar volkers
vollebregt voskuijl voskuil voss vreeken vuijk wagemakers walraven warmerdam wassink weijden
weijers weijman wellens welling wensink wesseling wesselink wessels westdijk westerhof westerink
westerman westerveld westra wierda wierenga wiersma wiggers wijaya wijdenbosch wijers wijnaldum
wijnands wijnen wijsman wijtvliet wildeboer wildeman willems willemse willemsen williams wisniewski
witteman witteveen woldhuis wolters wouda woudenberg woudstra wouters wozniak yeung yilmaz yucel
zaidi zandstra zegers zeilstra zhang zhao zheng zielinski zijderveld zijlmans zijlstra zuidema
zuidhof zuijderduijn zwartjes zwiers
"""
SURNAMES = frozenset(_SURNAMES.split())

# Only with a capital are these taken for a name.
_ALSO_WORDS = """
aarts abel ada akin alexandria ali amber ans anton april arend aria art asia ates august baars baas
bahar bakker balk baran bas beau beek ben bente bep berg berkan bernard bert beumer bijl bill
bisschop blaauw bloemendaal blok blom bo bob boer boom boot borst bos bosch braams braat brand
brands brink brouwer buitenhuis bulut burger burgers buurman camelia can carola celik chan chang
cheng cor cornelis costa cox daan dal damen dams daniels dekker dekkers deniz diaz dick diepeveen
dijk dikken dirk donna doorn driebergen ed eden eduard elke ella els engel engels engelsman
enschede erin ernst faber faith fay ferdinand fien fischer fleur flip floor florence fontein frank
franken frans fred gal georgia gerard gert goedhart goes gorter graaf groen groeneveld groenewoud
groot gul guus guy haak haan haas halman hamers han hans harm hartog heemskerk hein heinen held
helder helmond hendrik hind hofman hofstede hollander hong hope hoppe horst huls hulst ian india
iris isik israel izaak jack jade jager jan jasmijn jay jet jin jip jo job johannes joke jones jong
jonker jordaan jordan jos joy juliet kampen kara karel kay kaya keijzer keizer kemper kerkhof kick
kim klaver klein kok kolk koning koningen konings kool koopman koopmans koos korenberg kort koster
kosters kraaij kraan kramer kroes kroon kruit kuiper kuipers kurt kuster laan lance landman lange
lars lee leen leenders lelie lente leo lex lies lieve ligtvoet lim linde line lodewijk loos lot lou
luc luna maas madelief manders marco mare margriet maria marina mark mart mats max maya meerman
mees merel mia mike mila milan mina mira moerman mol molen molenaar mooij mor mulder mulders nauta
nel nelson nga nico nieuwenhuis nieuwenhuizen nil noor noordam noordhoek nova nur oldenburg
onderwater onrust oosterhuis opmeer ortega oscar otis otto oude ouwerkerk overbeek paris park pauw
pels pelt penny perez peter peters pier pieter pim pip plas ploeg polak polat pool poort poot post
potters prins pronk puck puts putten quist ram ramadan rana raven ray rex rie rien rietveld rijk
rijkers rik rim rob robin roest roman romeo ron roos roosendaal rosa rose roy rozendaal rudolf
ruijter ruiter ruth rutten saar sam santana santiago sari savannah schaap schenk schilder schilders
schippers schout schouten schrijver schutte sem siem sien sil simon sinterklaas skip sky slagter
slingerland slot sluis smid smit snel snijder snijders snoek spaan speelman spek spruit staal stam
stan stapper steen stein stella sterre stoffels stoop stork storm strijker struik sue summer
sweelinck taal tak tan tara tas tasci theodoor ties tim timmer timmerman timmermans timmers tol tom
ton toon torres trees tromp tuba tuinman turan turk valentijn valk valkenburg veenendaal veld
veldhuis veldhuizen velthuis verduin vermeer victor victoria viola violet visser vissers vlaming
vliet vlinder vogel vogels vonk vos vriend vries vrolijk wagenaar wagner wang ward wassenaar weber
weerdenburg werkman wever wies wijngaard wil wildschut willem wim winkel winkelman winkels wis wit
witte wolf wolfs wong wu xu zaal zandvoort zara zeeman zomer zon zonneveld zwaan zwart
"""
ALSO_WORDS = frozenset(_ALSO_WORDS.split())
