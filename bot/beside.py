"""Runs a part of ours in a process of its own: what it eats, or hangs in, ends with it."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

PASSED_ON = ("PATH", "PYTHONPATH", "HOME", "LANG", "TZ", "SYSTEMROOT")  # no secret is among these
# Else it sets memory aside for each processor, and takes its time for that.
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How it ended. Of an error its kind alone: the text may hold anything."""

    is_well: bool
    said: bytes
    error: str


async def run_beside(module: str, asked: str, within: float | None) -> Ended:
    """Give it what is asked, and hear what it says. Raises TimeoutError after so many seconds.

    Without those it may take what it takes. Raises OSError when there is no room for a process.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module,
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | ONE_THREAD,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip
    try:
        async with asyncio.timeout(within):
            said, trouble = await process.communicate(asked.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    last_line = trouble.decode(errors="replace").strip().rpartition("\n")[2]
    return Ended(is_well=process.returncode == 0, said=said, error=last_line.split(":")[0])
