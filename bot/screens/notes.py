"""The private screens around a typed note: the offer, the question about it, and the notes."""

from bot.buttons import Code
from bot.screen import Screen
from bot.screens.scene import Row, Scene, lines
from flows.notes import LONGEST_NOTE, NoteKind, reads_notes, shown_text
from flows.state import Alert


def note(scene: Scene) -> Screen:
    """A few words may be typed; the tap that went before is noted already."""
    alert, kind = scene.shown, NoteKind(scene.args["kind"])
    noted = None
    if kind is not NoteKind.DRILL:
        noted = scene.say("note.noted", id=alert.id, role=scene.role(scene.args["role"]))
    skip = scene.press(scene.say("knop.hoeft_niet"), Code.NOTITIE, alert.id, "niet")
    return Screen(
        text=lines(
            noted,
            scene.say("note.ask", what=scene.word("notitie", kind.value), most=LONGEST_NOTE),
            scene.say("note.rules"),
        ),
        rows=((skip,), *_reopen(scene, alert, kind)),
    )


def note_doubt(scene: Scene) -> Screen:
    """Something in it may be about a person: it waits for one tap, and is not shown."""
    alert, kinds = scene.shown, scene.args["kinds"].split("|")
    named = "name" in kinds
    found = scene.texts.listed(scene.word("guard", kind) for kind in kinds)
    asked = scene.say("note.doubt.name" if named else "note.doubt", kinds=found)
    label = scene.say("knop.geen_persoon" if named else "knop.klopt_zo")
    keep = scene.press(label, Code.NOTITIE, alert.id, "toch", scene.args["held"])
    change = scene.press(scene.say("knop.pas_aan"), Code.NOTITIE, alert.id, "pas_aan")
    return Screen(text=asked, rows=((keep, change),))


def note_kept(scene: Scene) -> Screen:
    """The words are kept, and for whom."""
    alert, kind = scene.shown, NoteKind(scene.args["kind"])
    back = scene.press(scene.say("knop.terug"), Code.TOON, alert.id)
    rows = ((back,), *_reopen(scene, alert, kind))
    return Screen(text=scene.say("note.kept", id=alert.id), rows=rows)


def note_lines(scene: Scene, alert: Alert) -> list[str]:
    """The notes of an alert for who may read them; for others nothing."""
    if scene.member is None or not reads_notes(scene.member, alert):
        return []
    return [
        scene.say(
            "note.line",
            what=scene.word("notitie", item.kind.value),
            role=scene.role(item.role),
            text=shown_text(item),
        )
        for item in scene.notes
    ]


def note_row(scene: Scene, alert: Alert) -> tuple[Row, ...]:
    """The way to a note, at a drill alone."""
    if not alert.drill:
        return ()
    return ((scene.press(scene.say("knop.notitie"), Code.NOTITIE, alert.id, "oefening"),),)


def _reopen(scene: Scene, alert: Alert, kind: NoteKind) -> tuple[Row, ...]:
    if kind is not NoteKind.WITHDRAWN:
        return ()
    return ((scene.press(scene.say("knop.heropen"), Code.HEROPEN, alert.id),),)
