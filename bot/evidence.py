"""The log for who must account for it: read in words, archived, proved; each reading is noted."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot import folders
from bot.app import clock_of
from bot.installation import Installation, Refusal, opened
from bot.reports.archive import (
    MANIFEST,
    Line,
    alerts_csv,
    flaws,
    lines_csv,
    manifest,
    overview,
    paragraphs,
)
from bot.reports.export import Record, alert_record
from config import fields
from config.settings import load_settings
from config.terms import read_terms
from config.texts import Texts
from flows.calendar import local, month_bounds
from flows.state import Alert, AlertId
from storage.history import DONE, Entry, Way, about
from storage.unit_of_work import UnitOfWork

LOG_READ, ARCHIVED = "LogRead", "ArchiveMade"
NO_RIGHT = ("access.", "month.not_allowed", "invite.not_allowed")
Month = tuple[int, int]
MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])", re.ASCII)


async def log(alert: str | None, wanted: str | None) -> None:
    """Print what was done, of one alert or in one month, in words and without persons (S56)."""
    async with opened() as house:
        month = _chosen(house, alert, wanted)
        async with house.storage.view() as work:
            _, entries = await _found(house, work, alert, month)
        lines = [line(entry, house.texts) for entry in entries]
        await note_read(house, LOG_READ, alert, month)
        print(overview(house.texts("log.title", about=_about(alert, month)), lines, house.texts))


async def archive(alert: str | None, wanted: str | None, out: Path) -> None:
    """Put the alerts and their log in a folder as PDF/A and CSV, with a signed list of both."""
    async with opened() as house:
        month = _chosen(house, alert, wanted)
        texts, now, name = house.texts, clock_of(house.settings).now(), _about(alert, month)
        await note_read(house, ARCHIVED, alert, month)
        async with house.storage.view() as work:
            alerts, entries = await _found(house, work, alert, month)
            head = await work.history.head()
            sign = work.history.sign
        if head is None:
            raise Refusal(texts("cli.verify.broken", row=0, flaw=texts.word("gebrek", "head")))
        files = _papers(house, name, alerts, entries, now)
        ending: Record = {"count": head.count, "hash": head.hash}
        files[MANIFEST] = manifest(files, name, now.isoformat(), ending, sign)
        try:
            folders.put(out, files)
        except folders.NotHere as error:
            raise Refusal(texts("cli.folder", name=str(error))) from None
        print(texts.many("cli.archive.done", len(files), folder=out.name))


def _papers(
    house: Installation, name: str, alerts: list[Alert], entries: Sequence[Entry], now: datetime
) -> dict[str, bytes]:
    from bot.reports.page import page  # only here: the running bot can do without its memory

    records = [alert_record(one) for one in alerts]
    lines = [line(entry, house.texts) for entry in entries]
    told = paragraphs(records, lines, house.texts)
    return {
        f"verzoeken-{name}.csv": alerts_csv(records),
        f"log-{name}.csv": lines_csv(lines),
        f"archief-{name}.pdf": page(house.texts("archive.title", about=name), told, now),
    }


async def verify_archive(folder: Path) -> None:
    """Say whether an archive is still what was made here."""
    async with opened() as house:
        texts = house.texts
        try:
            files = folders.taken(folder)
        except folders.NotHere as error:
            raise Refusal(texts("cli.folder", name=str(error))) from None
        told = files.pop(MANIFEST, b"")
        async with house.storage.view() as work:
            found = flaws(told, files, work.history.sign)
        if found:
            wrong = (
                texts("cli.archive.broken", name=name, flaw=texts.word("gebrek", flaw))
                for name, flaw in found
            )
            raise Refusal("\n".join(wrong))
        print(texts.many("cli.archive.whole", len(files)))


def month_given(house: Installation, month: str) -> Month:
    """Year and month of what was given as 2026-11. Raises Refusal."""
    found = MONTH.fullmatch(month)
    if found is None:
        raise Refusal(house.texts("cli.month"))
    return int(found[1]), int(found[2])


async def dpia() -> None:
    """Print the annex to the DPIA."""
    settings = load_settings()
    print(fields.annex(read_terms(settings.config_dir)), end="")


async def note_read(
    house: Installation, name: str, alert: str | None = None, month: Month | None = None
) -> None:
    """Note that somebody read or took something out by a command on the machine (S50)."""
    subject = about(AlertId(alert)) if alert else "network"
    data = {"month": _about(None, month)} if month else {}
    async with house.storage.work() as work:
        work.history.comes_by(Way.CLI, "beheerder")
        at = clock_of(house.settings).now()
        await work.history.add(subject, name, data, by_person=None, by_role=None, at=at)


def line(entry: Entry, texts: Texts) -> Line:
    """One row of the log in words; who did it is a role, never a person."""
    here = local(entry.at)
    way = entry.channel or (Way.CLOCK if entry.by_person is None else Way.TAP)
    return Line(
        at=here.isoformat(sep=" ", timespec="seconds"),
        subject=_subject(entry.subject, texts),
        what=_what(entry, texts),
        who=_who(entry.by_role, entry.by_person is None and way == Way.CLOCK, texts),
        on_behalf=_role(entry.on_behalf, texts) if entry.on_behalf else texts("nvt"),
        way=texts.word("langs", way),
        result=_result(entry.result or DONE, texts),
    )


def _chosen(house: Installation, alert: str | None, month: str | None) -> Month | None:
    if (alert is None) == (month is None):
        raise Refusal(house.texts("cli.alert_or_month"))
    return month_given(house, month) if month is not None else None


async def _found(
    house: Installation, work: UnitOfWork, alert: str | None, month: Month | None
) -> tuple[list[Alert], Sequence[Entry]]:
    if alert is not None:
        one = await work.alerts.load(AlertId(alert))
        if one is None:
            raise Refusal(house.texts("cli.no_alert", id=alert))
        return [one], await work.history.of(about(one.id))
    assert month is not None
    start, end = month_bounds(*month)
    alerts = [
        one
        for network in house.configuration.networks
        for code in network.doelgroepen
        for one in await work.alerts.of_month(network.code, code, start, end)
    ]
    return alerts, await work.history.between(start, end)


def _about(alert: str | None, month: Month | None) -> str:
    return alert or (f"{month[0]}-{month[1]:02}" if month else "")


def _subject(subject: str, texts: Texts) -> str:
    """An alert by its number; anything else by what it is, without the number of a person."""
    kind, _, number = subject.partition(":")
    if kind == "alert":
        return number
    return texts.word("onderwerp", kind) if f"onderwerp.{kind}" in texts else kind


def _what(entry: Entry, texts: Texts) -> str:
    key = f"gebeurtenis.{entry.name}"
    what = texts.word("gebeurtenis", entry.name) if key in texts else entry.name
    role = entry.data.get("role")
    detail = _named(str(role), texts) if role else entry.data.get("what")
    return f"{what}: {detail}" if detail else what


def _who(role: str | None, by_clock: bool, texts: Texts) -> str:
    if role is None:
        return texts("log.bot") if by_clock else texts("log.unknown")
    return _role(role, texts)


def _role(role: str, texts: Texts) -> str:
    """The role, and the organisation it is of."""
    named = _named(role, texts)
    if f"organisatie.{role}" in texts:
        return f"{named} ({texts.word('organisatie', role)})"
    return named


def _named(role: str, texts: Texts) -> str:
    kinds = ("role", "functie", "owner")
    return next((texts.word(kind, role) for kind in kinds if f"{kind}.{role}" in texts), role)


def _result(result: str, texts: Texts) -> str:
    done, _, code = result.partition(":")
    if not code:
        return texts.word("afloop", done)
    return texts("log.no_right" if code.startswith(NO_RIGHT) else "log.not_now", code=code)
