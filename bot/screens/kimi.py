"""The screens of the KiMi: who chairs, the meetings and who came, the learning list."""

from bot.buttons import Code, moment, read_moment
from bot.reports.handover import moment_text, place_text
from bot.reports.standing import Standing
from bot.screen import Button, Screen
from bot.screens.scene import Row, Scene, in_rows, lines
from flows.calendar import local
from flows.kimi import (
    Lesson,
    Meeting,
    Presence,
    confirmed_chair,
    is_over,
    may_lead,
    presiding,
    quarter_of,
    suggested,
    year_to_confirm,
)
from flows.people import Function

MOST_LESSONS = 40


def kimi(scene: Scene) -> Screen:
    """Who chairs this year and the next, the meetings, and what this person may do."""
    standing = _standing(scene)
    meetings = [
        scene.say("kimi.meeting", at=_at(scene, one), place=_place(scene, one.place))
        for one in standing.meetings
    ]
    this = standing.year
    return Screen(
        text=lines(
            scene.say("kimi.head", network=standing.title),
            *(_chair_line(scene, standing, year) for year in (this, this + 1)),
            "",
            scene.say("kimi.meetings" if meetings else "kimi.no_meetings"),
            *meetings,
        ),
        rows=(
            *_confirm_rows(scene, standing),
            *in_rows(_meeting_buttons(scene, standing)),
            *_paper_rows(scene),
        ),
    )


def kimi_dates(scene: Scene) -> Screen:
    """When the next meeting is: four suggestions, or a date of one's own."""
    days = suggested(scene.now, _standing(scene).meetings)
    choices = [
        scene.press(moment_text(at, scene.texts), Code.KIMI, None, "p", moment(at)) for at in days
    ]
    other = scene.press(scene.say("knop.andere_datum"), Code.KIMI, None, "t")
    back = scene.press(scene.say("knop.terug"), Code.KIMI)
    return Screen(text=scene.say("kimi.when"), rows=(*in_rows(choices), (other, back)))


def kimi_places(scene: Scene) -> Screen:
    """Where the meeting is: an organisation, the chair first, or online (R-161)."""
    standing, at = _standing(scene), scene.args["at"]
    first = standing.chair(local(read_moment(at)).year)
    order = dict.fromkeys((first, *standing.order))
    choices = [scene.press(scene.role(role), Code.KIMI, None, "m", at, role) for role in order]
    online = scene.press(scene.say("kimi.online"), Code.KIMI, None, "m", at, "online")
    when = moment_text(read_moment(at), scene.texts)
    back = scene.press(scene.say("knop.terug"), Code.KIMI, None, "d")
    return Screen(
        text=scene.say("kimi.where", at=when), rows=(*in_rows((*choices, online)), (back,))
    )


def kimi_meeting(scene: Scene) -> Screen:
    """One meeting: who was there, once it is over; until then whether it goes on."""
    standing, number = _standing(scene), int(scene.args["number"])
    found = [one for one in standing.meetings if one.id == number]
    back = scene.press(scene.say("knop.terug"), Code.KIMI)
    if not found:
        return Screen(text=scene.say("kimi.cancelled"), rows=((back,),))
    meeting = found[0]
    head = scene.say("kimi.meeting", at=_at(scene, meeting), place=_place(scene, meeting.place))
    if not is_over(meeting, scene.now):
        cancel = scene.press(scene.say("knop.vervalt"), Code.KIMI, None, "x", str(number))
        return Screen(text=head, rows=((cancel, back),))
    return Screen(
        text=lines(head, scene.say("kimi.who_came")),
        rows=(*(_presence_row(scene, meeting, role) for role in standing.order), (back,)),
    )


def kimi_sure(scene: Scene) -> Screen:
    """Really: who chairs, or that a meeting does not go on?"""
    what, first, *rest = scene.args["what"].split("|")
    if what == "j":
        asked = scene.say("kimi.sure_chair", role=scene.role(rest[0]), year=first)
    else:
        found = [one for one in _standing(scene).meetings if str(one.id) == first]
        at = _at(scene, found[0]) if found else scene.say("nvt")
        asked = scene.say("kimi.sure_cancel", at=at)
    yes = scene.press(scene.say("knop.ja_zeker"), Code.KIMI, None, what, first, *rest, "ja")
    return Screen(text=asked, rows=((yes, scene.press(scene.say("knop.terug"), Code.KIMI)),))


def kimi_lessons(scene: Scene) -> Screen:
    """The learning list of a quarter; the ids are for who leads the meeting."""
    standing, quarter = _standing(scene), scene.args["quarter"]
    year, part = (int(number) for number in quarter.split("-"))
    found = standing.lessons[:MOST_LESSONS]
    listed = [_lesson(scene, one) for one in found] or [scene.say("kimi.lessons.none")]
    before = f"{year}-{part - 1}" if part > 1 else f"{year - 1}-4"
    choices = [scene.press(scene.say("knop.kwartaal_eerder"), Code.KIMI, None, "l", before)]
    if (year, part) != quarter_of(scene.now):
        after = f"{year}-{part + 1}" if part < 4 else f"{year + 1}-1"
        choices.append(scene.press(scene.say("knop.kwartaal_later"), Code.KIMI, None, "l", after))
    choices.append(scene.press(scene.say("knop.terug"), Code.KIMI))
    head = scene.say("kimi.lessons", quarter=part, year=year)
    return Screen(text=lines(head, *listed), rows=in_rows(choices))


def _standing(scene: Scene) -> Standing:
    assert scene.standing is not None, "this screen is of the yearly round"
    return scene.standing


def _leads(scene: Scene) -> bool:
    member, standing = scene.member, _standing(scene)
    chair = presiding(standing.chairs, standing.year)
    return member is not None and may_lead(member, standing.network, chair)


def _chair_line(scene: Scene, standing: Standing, year: int) -> str:
    known = confirmed_chair(standing.chairs, year)
    key = "kimi.chair" if known else "kimi.chair.proposed"
    return scene.say(key, year=year, role=scene.role(known or standing.chair(year)))


def _confirm_rows(scene: Scene, standing: Standing) -> tuple[Row, ...]:
    """The one whose turn it is first; another may take the turn over."""
    year = year_to_confirm(scene.now, standing.chairs)
    if year is None or not _leads(scene):
        return ()
    turn = standing.chair(year)
    others = [role for role in standing.order if role != turn]

    def press(key: str, role: str) -> Button:
        label = scene.texts(key, role=scene.role(role), year=year)
        return scene.press(label, Code.KIMI, None, "j", str(year), role)

    first = press("knop.kimi_bevestig", turn)
    return ((first,), *in_rows((press("knop.kimi_toch", role) for role in others), 3))


def _meeting_buttons(scene: Scene, standing: Standing) -> list[Button]:
    found: list[Button] = []
    if _leads(scene):
        found = [
            scene.press(_short(scene, one), Code.KIMI, None, "o", str(one.id))
            for one in standing.meetings
        ]
        found.append(scene.press(scene.say("knop.datum_erbij"), Code.KIMI, None, "d"))
    year, part = quarter_of(scene.now)
    quarter = f"{year}-{part}"
    return [*found, scene.press(scene.say("knop.leerlijst"), Code.KIMI, None, "l", quarter)]


def _paper_rows(scene: Scene) -> tuple[Row, ...]:
    pack = scene.press(scene.say("knop.overdracht"), Code.OVERDRACHT)
    pages = [
        scene.press(
            scene.texts("knop.werkafspraken", doelgroep=rules.code),
            Code.WERKAFSPRAKEN, None, rules.doelgroep,
        )
        for rules in _standing(scene).rules
    ]  # fmt: skip
    return (*in_rows(pages), (pack, scene.press(scene.say("knop.wijzigingen"), Code.WIJZIGING)))


def _presence_row(scene: Scene, meeting: Meeting, role: str) -> Row:
    known = dict(meeting.attendance)
    chosen = next((how for each, how in known.items() if each == role), None)
    return tuple(
        scene.press(
            ("✅ " if how is chosen else "")
            + f"{scene.role(role)} {scene.word('aanwezig', how.value)}",
            Code.KIMI, None, "a", str(meeting.id), role, how.value,
        )
        for how in Presence
    )  # fmt: skip


def _lesson(scene: Scene, lesson: Lesson) -> str:
    why = ", ".join(scene.word("les", code) for code in lesson.why)
    fields = {
        "doelgroep": scene.word("doelgroep", lesson.doelgroep),
        "month": scene.word("maand", str(lesson.month)),
        "daypart": scene.word("dagdeel", lesson.daypart.value),
        "why": why,
    }
    member, network = scene.member, _standing(scene).network
    if _leads(scene) or (member is not None and member.has(Function.CHAIR, network)):
        return scene.say("kimi.lesson.with_id", id=lesson.id, **fields)
    return scene.say("kimi.lesson", **fields)


def _at(scene: Scene, meeting: Meeting) -> str:
    return moment_text(meeting.at, scene.texts)


def _place(scene: Scene, place: str) -> str:
    return place_text(place, scene.texts)


def _short(scene: Scene, meeting: Meeting) -> str:
    here = local(meeting.at)
    return scene.texts("knop.overleg_van", day=f"{here.day}-{here.month}-{here.year}")
