"""A network in its yearly round, and every screen of that round as it is then."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from courses import CONFIGURATION, NETWORK, concluded, member, scene

from bot.buttons import moment
from bot.reports.standing import Since, Standing, Turn
from bot.screens.scene import Scene
from flows.account import Account, Periods, account
from flows.calendar import Daypart
from flows.cells import Cell, cells
from flows.changes import Change
from flows.herijking import ASKED, Herijking, Step, Verdict
from flows.kimi import ChairYear, Lesson, Meeting, Presence, organisations
from flows.people import Function, Member, Post
from flows.rules import Role
from flows.state import Alert, AlertId, PersonId
from flows.sums import Sums

NOW = datetime(2027, 2, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
OM, VT = Role("om"), Role("vt")
CHAIR = member(Post(network=NETWORK, function=Function.CHAIR, role=OM))
CONTACT = replace(
    member(Post(network=NETWORK, function=Function.CONTACT, role=OM, sub_roles=("officier",))),
    person=PersonId(2), name="Anna <Punt>",
)  # fmt: skip
DEPUTY = member(Post(network=NETWORK, function=Function.DEPUTY, role=OM))
ADMIN = member(Post(network=NETWORK, function=Function.ADMIN))
LIVE = CONFIGURATION.live(NETWORK)
CHANGE = Change(
    id=1, network=NETWORK, doelgroep="skm", what="acuut", value="90m",
    starts_on=date(2027, 3, 1), proposed_by=PersonId(1), proposed_at=NOW,
)  # fmt: skip


def before() -> Standing:
    """A network at the very start: nothing was ever confirmed, set or changed."""
    return Standing(
        network=NETWORK, title="Amsterdam-Amstelland", year=2027, order=organisations(LIVE),
        rules=LIVE, people=(),
    )  # fmt: skip


def drawn_up(month: str, alerts: list[Alert]) -> Account:
    """The account of a month of these alerts, at the end of a year with nothing else."""
    sums = Sums(sum((cells(alert) for alert in alerts), Counter[Cell]()), NOW)
    periods = Periods(month=sums, year=sums, before=Sums({}, NOW), line=((month, sums),))
    return account(
        LIVE[0], NETWORK, month, periods, definitions="2026-11", looked_at=NOW, consultations=0
    )


def under_way() -> Standing:
    """The same network when all of it is going on."""
    alert = concluded().alert
    assert alert is not None
    came = ((OM, Presence.ON_SITE), (VT, Presence.ABSENT))
    said = Herijking(year=2027, role=OM, answers=tuple((step, Verdict.RIGHT) for step in ASKED))
    agreed = replace(CHANGE, id=2, what="reactie", value="15m", agreed_at=NOW)
    return replace(
        before(),
        people=(CONTACT, replace(DEPUTY, name="Wim")),
        chairs=(ChairYear(year=2027, role=OM, confirmed_at=NOW),),
        meetings=(
            Meeting(id=1, at=NOW - 9 * DAY, place="om", attendance=came),
            Meeting(id=2, at=NOW + 9 * DAY, place="online"),
        ),
        herijkingen=(said, replace(said, role=VT, confirmed_at=NOW, confirmed_by=PersonId(3))),
        changes=(
            CHANGE, agreed, replace(CHANGE, id=3, refused_at=NOW),
            replace(CHANGE, id=4, starts_on=date(2027, 2, 1)),
        ),
        windows_since={OM: Since(day=date(2027, 3, 1), owner="Anna")},
        lessons=(
            Lesson(id=AlertId("SKM-2701-03"), doelgroep="skm", month=1, daypart=Daypart.NACHT,
                   why=("gemist", "kimi")),
        ),
        months=tuple(
            drawn_up(f"2026-{number}", [alert] * size)
            for number, size in ((12, 2), (11, 6), (10, 0))
        ),
        alerts=(alert,),
        turns=(Turn(role=OM, text="wo 3-2 17:00 Anna"),),
    )  # fmt: skip


ARGS: dict[str, list[dict[str, str]]] = {
    "kimi": [{}],
    "kimi_dates": [{}],
    "kimi_places": [{"at": moment(NOW + 9 * DAY)}],
    "kimi_meeting": [{"number": "1"}, {"number": "2"}, {"number": "9"}],
    "kimi_sure": [{"what": "j|2028|om"}, {"what": "x|2"}, {"what": "x|9"}],
    "kimi_lessons": [{"quarter": quarter} for quarter in ("2027-1", "2026-4", "2026-1")],
    "herijking": [
        {"role": ""},
        *({"role": role, "step": step} for role in ("om", "vt", "politie")
          for step in ("", *(step.value for step in Step))),
    ],
    "agreements_page": [{"doelgroep": rules.doelgroep} for rules in LIVE],
    "agreements_pdf": [{"doelgroep": "skm"}],
    "handover": [{"role": "om"}, {"role": ""}],
    "handover_pdf": [{"role": "om"}],
    "changes": [
        {}, {"doelgroep": "skm"},
        *({"doelgroep": "skm", "what": what} for what in ("acuut", "zorgelijk", "reactie")),
        {"doelgroep": "ouderen", "what": "zorgelijk", "value": "2d"},
    ],
    "change": [{"number": str(number)} for number in range(1, 5)],
}  # fmt: skip


def yearly() -> Iterator[tuple[str, Scene]]:
    """Every screen, for everybody who may see one, in both states and in another month."""
    for name, args in ARGS.items():
        for one in args:
            for who in people_of(name):
                yield name, drawn_for(who, under_way(), one)
                if name != "change":
                    yield name, drawn_for(who, before(), one)
    yield "kimi", replace(drawn_for(ADMIN, before(), {}), now=datetime(2027, 12, 5, 9, tzinfo=UTC))
    late = drawn_for(CONTACT, before(), {"role": "om", "step": "bevestigen"})
    yield "herijking", replace(late, now=datetime(2027, 4, 5, 9, tzinfo=UTC))


def people_of(name: str) -> tuple[Member, ...]:
    return (CONTACT,) if name.endswith("_pdf") else (CHAIR, CONTACT, DEPUTY, ADMIN)


def drawn_for(who: Member, standing: Standing, args: dict[str, str]) -> Scene:
    held = {"network": NETWORK, **args}
    return scene(member=who, standing=standing, now=NOW, args=held)
