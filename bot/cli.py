"""The commands of the beheerder; exit code 0 done, 1 refused, 2 usage or configuration."""

import asyncio
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import commands
from bot.installation import Refusal
from bot.logs import set_up
from config.doelgroepen import ConfigurationError
from config.settings import SettingsError

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

Month = Annotated[str, typer.Option("--month", help="The month, such as 2026-11.")]
Doelgroep = Annotated[str | None, typer.Option(help="One doelgroep, such as skm; else all.")]
Network = Annotated[str | None, typer.Option(help="The network, where there are several.")]
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
) -> None:
    """Look at settings, database, Telegram and what was set aside; says what to do."""
    _do(commands.handle_set_aside if handle else commands.doctor)


@app.command()
def verify() -> None:
    """Prove that the log is whole and that every alert is what its log says."""
    _do(commands.verify)


@app.command()
def report(
    month: Month,
    doelgroep: Doelgroep = None,
    network: Network = None,
    format: Annotated[str, typer.Option(help="text or json.")] = "text",
    out: Out = None,
) -> None:
    """The figures of a month."""
    _do(lambda: commands.report(month, doelgroep, network, format, out))


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
def practise(
    play: Annotated[bool, typer.Option("--play", help="Play the story of one alert.")] = False,
) -> None:
    """The whole town on this machine: no Telegram, no token."""
    _do(lambda: commands.practise(play))


def main() -> None:
    """Run the command line."""
    app()


def _do(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        asyncio.run(work())
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(1) from None
    except (SettingsError, ConfigurationError) as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
