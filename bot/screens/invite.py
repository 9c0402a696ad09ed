"""The overleg as an .ics file: a time and a number, nothing of the case."""

from datetime import timedelta

from icalendar import Calendar, Event

from bot.screens.scene import Scene
from flows.state import Alert

LASTS = timedelta(minutes=30)


def calendar_file(scene: Scene, alert: Alert) -> bytes:
    """An event of half an hour in UTC, with the dial-in of the doelgroep."""
    assert alert.planned_for is not None, "only a planned overleg goes into a calendar"
    event = Event()
    event.add("uid", f"{alert.id}-{alert.round}@spoedgroep")
    event.add("dtstamp", scene.now)
    event.add("sequence", alert.version)
    event.add("dtstart", alert.planned_for)
    event.add("dtend", alert.planned_for + LASTS)
    mark = f" · {scene.texts('oefening')}" if alert.drill else ""
    event.add("summary", scene.texts("ics.summary", id=alert.id) + mark)
    if alert.rules.dial_in:
        event.add("location", alert.rules.dial_in)
    calendar = Calendar()
    calendar.add("prodid", "-//spoedgroep//overleg//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
