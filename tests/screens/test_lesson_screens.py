"""A guided exercise says what to do next and to whom, and is never taken for real."""

from dataclasses import replace

import pytest
from courses import COURSES, model, scene
from lesson_scenes import OM_ALONE, VT_ALONE, doubled, followed, of_lessons, stopped
from strict import hold, labels, plain
from test_every_screen import drawn, is_marked

from bot.screen import Screen
from bot.screens.table import SCREENS
from bot.screens.told import notice
from flows.draft import begin_draft
from flows.lessons import LESSONS
from flows.notices import NoticeKind


def lines_of(name: str, looked_at, **args: str) -> list[str]:
    return plain(SCREENS[name](replace(looked_at, args=args))).split("\n")


def told(code: str, state: str, kind: NoticeKind, role: str) -> Screen:
    """A notice of an exercise to a role, as it goes out."""
    one = next(
        it for it in COURSES[state](True).told if (it.notice.kind, it.notice.role) == (kind, role)
    )
    looked_at = followed(code, state)
    alert = replace(one.alert, lesson=code)
    log = looked_at.courses[0][: alert.version]
    return notice(replace(looked_at, alert=alert, now=one.now, courses=(log,)), one.notice)


def test_s13_every_screen_of_an_exercise_holds_and_is_marked():
    for name, looked_at in of_lessons():
        screen = drawn(name, looked_at)
        hold(screen)
        assert is_marked(screen)


def test_the_choice_names_each_lesson_and_to_practise_freely():
    screen = SCREENS["lessons"](scene(args={"codes": "|".join(LESSONS)}))

    assert labels(screen) == [
        f"{title} · OEFENING"
        for title in (
            "Het eerste verzoek", "De stille OM", "Per ongeluk gevraagd", "Twee keer hetzelfde",
            "Niet iedereen kan", "Afspraken en opvolging", "Vrij oefenen",
        )
    ]  # fmt: skip


def test_the_board_shows_the_goal_what_is_done_and_whose_turn_it_is():
    assert lines_of("lesson", followed("eerste")) == [
        "OEF-2611-07: Het eerste verzoek",
        "Doel: Vraag een spoedoverleg aan en volg het tot de afspraken er staan.",
        "Gedaan: 1 van 6",
        "",
        "Nu: politie: Tik op de kaart op «✅ Kan nu».",
    ]
    assert labels(SCREENS["lesson"](followed("eerste"))) == ["Hint", "Stoppen"]


def test_a_hint_belongs_to_its_task():
    assert lines_of("lesson", followed("eerste"), hint="politie")[-1].startswith("Hint: ")
    assert lines_of("lesson", followed("eerste"), hint="om")[-1].startswith("Nu: ")


def test_the_board_says_what_is_too_late():
    said = lines_of("lesson", followed("weigering", "concluded"))

    assert [line for line in said if "niet meer" in line] == [
        "Dit kan niet meer: OM: Tik op «↪ Anders…» en dan op «Waarnemer».",
        "Dit kan niet meer: OM: De waarnemer antwoordt: tik op «✅ Kan nu» of op «🕒 Kan om…».",
    ]


def test_when_nothing_is_left_the_board_says_how_to_close_it():
    screen = SCREENS["lesson"](followed("eerste", "concluded"))

    assert plain(screen).endswith("Tik op «Stoppen» om de oefening te sluiten.")
    assert labels(screen) == ["Stoppen"]


def test_what_was_stopped_is_over():
    screen = SCREENS["lesson"](stopped())

    assert plain(screen).endswith("De oefening is voorbij.")
    assert labels(screen) == []


def test_in_a_group_the_second_of_two_is_told_how_to_begin():
    assert "Die collega typt /oefening" in plain(SCREENS["lesson"](followed("dubbel")))
    assert "Nu: Tik bij een van de twee verzoeken" in plain(SCREENS["lesson"](doubled()))


@pytest.mark.parametrize(
    ("code", "kind", "role", "task"),
    [
        ("eerste", NoticeKind.ASK, "om", "Tik op «🕒 Kan om…» en kies een tijd."),
        ("stil", NoticeKind.ASK, "om", "OM antwoordt niet."),
        ("weigering", NoticeKind.ASK, "rvdk", "Tik op «↪ Anders…», dan op «Sluit niet aan»"),
        ("weigering", NoticeKind.REMIND, "om", "Tik op «↪ Anders…» en dan op «Waarnemer»."),
        ("eerste", NoticeKind.STAND_IN, "om", "Tik op «🕒 Kan om…» en kies een tijd."),
    ],
)
def test_a_role_reads_its_task_in_its_own_notice(code, kind, role, task):
    screen = told(code, "silent", kind, role)

    assert f"Jouw taak in de oefening: {task}" in plain(screen)
    assert is_marked(screen)


@pytest.mark.parametrize(
    ("code", "kind", "role"),
    [
        ("vergissing", NoticeKind.ASK, "om"),  # it has none
        ("eerste", NoticeKind.CALL_ROLE, "om"),  # that goes to who asked
    ],
)
def test_a_notice_without_a_task_of_its_reader_names_none(code, kind, role):
    assert "Jouw taak" not in plain(told(code, "silent", kind, role))


@pytest.mark.parametrize("name", ["one", "otherwise"])
def test_the_own_task_stands_by_the_buttons_too(name):
    own = "Jouw taak in de oefening: Tik op «🕒 Kan om…» en kies een tijd."

    assert own in plain(SCREENS[name](replace(followed("eerste"), member=OM_ALONE)))
    assert own not in plain(SCREENS[name](replace(followed("eerste"), member=VT_ALONE)))
    assert "Jouw taak" not in plain(SCREENS[name](replace(followed("eerste"), member=None)))
    assert "Jouw taak" not in plain(SCREENS[name](scene(model(drill=True))))


def test_who_took_part_reads_the_own_part_and_who_asked_may_have_it_as_a_file():
    done = followed("eerste", "concluded")
    screen = SCREENS["lesson_result"](replace(done, args={"roles": "politie"}))

    assert plain(screen).split("\n") == [
        "OEF-2611-07: Het eerste verzoek",
        "Jouw deel als politie: 1 van 1 gedaan.",
        "Eerste antwoord na 4 minuten.",
        "Het overleg begon na 51 minuten.",
        "Dit telt in geen enkel cijfer mee.",
    ]
    assert labels(screen) == ["Als bestand"]
    assert screen.silent
    other = replace(done, args={"roles": "politie"}, member=OM_ALONE)
    assert labels(SCREENS["lesson_result"](other)) == []


def test_the_own_part_says_what_was_too_late_and_what_was_changed():
    said = lines_of("lesson_result", followed("weigering", "concluded"), roles="om|rvdk")

    assert "Dit kan niet meer: Tik op «↪ Anders…» en dan op «Waarnemer»." in said
    assert "Jouw deel als RvdK: 1 van 1 gedaan." in said


def test_the_file_holds_roles_and_times_and_no_persons():
    document = SCREENS["lesson_file"](followed("weigering", "concluded")).document
    assert document is not None
    rows = document.content.decode().split("\r\n")

    assert document.name == "OEF-2611-07.csv"
    assert rows[0] == "oefening,wat,rol,gedaan door,om"
    assert rows[2].endswith(",RvdK,RvdK,vr 27-11 14:50")
    assert rows[3].endswith(",OM,,kan niet meer")
    assert all(row.startswith("OEF-2611-07,") for row in rows[1:-1])
    assert [row.split(",")[-3] for row in rows[6:-1]] == ["VT", "politie", "RvdK"]
    assert "Dienst" not in document.content.decode()


def test_a_new_request_says_for_which_exercise_it_is():
    fresh = begin_draft(
        COURSES["raised"](False).alert.raised_by, "amsterdam-amstelland", ("skm",), scene().now,
        drill=True, lesson="stil",
    )  # fmt: skip

    assert "Het is nacht en OM antwoordt niet." in plain(SCREENS["draft"](scene(draft=fresh)))


def test_s13_among_what_runs_a_drill_is_marked_and_the_rest_is_not():
    running = (model().alert, model(drill=True).alert)
    screen = SCREENS["open"](scene(alerts=running))

    _, real, drill = plain(screen).split("\n")
    assert "OEFENING" not in real
    assert drill.startswith("OEFENING")
    assert labels(screen) == ["SKM-2611-07", "OEF-2611-07 · OEFENING"]


def test_s13_a_calendar_says_that_it_is_a_drill():
    files = {
        drill: notice(scene(alert=one.alert, now=one.now), one.notice).document.content.decode()
        for drill in (False, True)
        for one in COURSES["planned"](drill).told
        if one.notice.kind is NoticeKind.PLANNED
    }

    assert "OEFENING" in files[True]
    assert "OEFENING" not in files[False]
