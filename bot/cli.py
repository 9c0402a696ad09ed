"""The commands of the beheerder; exit code 0 done, 1 refused, 2 usage or configuration."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import commands, evidence, moving, reporting, restoring, safekeeping
from bot.installation import NeedsAHand, Refusal
from bot.logs import last_resort, set_up
from config.doelgroepen import ConfigurationError
from config.settings import SettingsError
from config.terms import TermsError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Month = Annotated[str, typer.Option("--month", help="The month, such as 2026-11.")]
Doelgroep = Annotated[str | None, typer.Option(help="One doelgroep, such as skm; else all.")]
Network = Annotated[str | None, typer.Option(help="The network, where there are several.")]
Alert = Annotated[str | None, typer.Option(help="One alert, such as SKM-2611-07.")]
MonthOrNone = Annotated[str | None, typer.Option(help="A month, such as 2026-11.")]
YEAR, USUAL = 12, "normaal"  # what `practise --seed` fills
Out = Annotated[Path | None, typer.Option(help="A file, instead of the screen.")]


@app.callback()
def about() -> None:
    """Spoedgroep: the short line between Veilig Thuis, politie, OM and RvdK, made dependable."""


@app.command()
def run() -> None:
    """Run the bot until it is stopped."""
    set_up()
    _do(commands.run)


@app.command()
def init() -> None:
    """Make the database and the keys, and print the link for the first beheerder."""
    _do(commands.init)


@app.command()
def doctor(
    handle: Annotated[bool, typer.Option("--handle", help="Handle what was set aside.")] = False,
    second: Annotated[bool, typer.Option("--second-channel", help="Try its addresses.")] = False,
) -> None:
    """Look at settings, database, Telegram and what was set aside; says what to do."""
    looks = commands.second_channel if second else commands.doctor
    _do(commands.handle_set_aside if handle else looks)


@app.command()
def verify(
    archive: Annotated[Path | None, typer.Option(help="An archive, instead of the log.")] = None,
) -> None:
    """Prove that the log is whole and that every alert is what its log says."""
    _do(commands.verify if archive is None else lambda: evidence.verify_archive(archive))


@app.command()
def log(alert: Alert = None, month: MonthOrNone = None) -> None:
    """What was done, of one alert or in one month, in words and without persons."""
    _do(lambda: evidence.log(alert, month))


@app.command()
def archive(
    out: Annotated[Path, typer.Option("--out", help="A folder; what is in it is left alone.")],
    alert: Alert = None,
    month: MonthOrNone = None,
) -> None:
    """Put one alert or one month in a folder, as PDF/A and CSV with a signed list."""
    _do(lambda: evidence.archive(alert, month, out))


@app.command()
def dpia() -> None:
    """The annex to the DPIA: every field, why it is kept, how long, and who sees it."""
    _do(evidence.dpia)


@app.command()
def report(
    month: Month,
    doelgroep: Doelgroep = None,
    network: Network = None,
    format: Annotated[str, typer.Option(help="text, json, csv, xlsx, pdf or png.")] = "text",
    out: Out = None,
) -> None:
    """The account of a month: on the screen, as data, or as a paper in a file."""
    _do(lambda: reporting.report(month, doelgroep, network, format, out))


@app.command()
def export(
    month: Month,
    network: Network = None,
    format: Annotated[str, typer.Option(help="json.")] = "json",
    out: Out = None,
) -> None:
    """The alerts of a month, without persons."""
    _do(lambda: commands.export(month, network, format, out))


@app.command()
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and change nothing.")] = False,
    hold: Annotated[str | None, typer.Option(help="Keep this alert whatever its term.")] = None,
    reason: Annotated[str, typer.Option(help="woo, inzage, klacht or onderzoek.")] = "",
    release: Annotated[str | None, typer.Option(help="Let the terms count again.")] = None,
    expect: Annotated[int | None, typer.Option(help="So many alerts at once are meant.")] = None,
) -> None:
    """Forget what is past its term, as every night; or keep one alert from being forgotten."""
    _do(lambda: commands.retention(dry_run, hold, reason, release, expect))


@app.command()
def rotate() -> None:
    """A new encryption key, and everything sealed anew; begin again when it was cut off."""
    _do(commands.rotate)


@app.command()
def backup(
    out: Annotated[Path | None, typer.Option(help="A folder, or a file ending in .backup.")] = None,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Prove that the newest can be put back.")
    ] = False,
) -> None:
    """A proven backup of the database while the bot runs; a folder is tidied too."""
    _do(lambda: safekeeping.rehearse(out) if rehearse else safekeeping.backup(out))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    key: Annotated[Path | None, typer.Option(help="The file with the key of the backups.")] = None,
    broken_log: Annotated[
        bool, typer.Option("--broken-log", help="Also when its log is not whole.")
    ] = False,
) -> None:
    """Put a backup back, only where there is no database yet; then run the bot."""
    _do(lambda: restoring.restore(file, key, accept=broken_log))


@app.command()
def migrate(
    source: Annotated[str, typer.Option("--from", help="Such as sqlite:spoedgroep.db.")],
    target: Annotated[str, typer.Option("--to", help="Such as postgresql://server/name; empty.")],
) -> None:
    """Move a network to another database that is empty, proven there; stop the bot first."""
    _do(lambda: moving.migrate(source, target))


@app.command()
def practise(
    play: Annotated[bool, typer.Option("--play", help="Only play the story of one alert.")] = False,
    page: Annotated[bool, typer.Option("--page", help="Only the page, without the story.")] = False,
    language: Annotated[str, typer.Option("--lang", help="Of page and phones: nl or en.")] = "nl",
    listen: Annotated[
        str | None, typer.Option(help="Host and port of the page, when others may look too.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Fill a fresh database with this seed.")] = None,
    months: Annotated[int, typer.Option(help="With --seed: how many months.")] = YEAR,
    until: Annotated[str | None, typer.Option(help="With --seed: its last month.")] = None,
    preset: Annotated[str, typer.Option(help="With --seed: rustig, normaal, druk.")] = USUAL,
    out: Annotated[Path | None, typer.Option(help="With --seed: a database of its own.")] = None,
) -> None:
    """The whole town on this machine, in the browser: no Telegram, no token.

    With --seed a year of alerts in a database instead.
    """
    given = {"seed": seed, "months": months, "until": until, "preset": preset, "out": out}
    if given != {"seed": None, "months": YEAR, "until": None, "preset": USUAL, "out": None}:
        _do(lambda: commands.fill(given, beside=play or page or listen is not None))
    elif play:
        _do(commands.play)
    else:
        _do(lambda: commands.practise(language, listen, plays=not page))


@app.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def simulate(context: typer.Context) -> None:
    """Play weeks in seconds, with everything that can go wrong; from the source only."""
    _do(lambda: commands.simulate(context.args))


def main() -> None:
    """Run the command line; what nobody expected ends with a number, not with a trace (S58)."""
    sys.excepthook = last_resort
    typer.main.get_command(app)()  # app() itself would put its own hook, a trace, in that place


def _do(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        asyncio.run(work())
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from None
    except NeedsAHand:
        raise typer.Exit(1) from None
    except (SettingsError, ConfigurationError, TermsError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
