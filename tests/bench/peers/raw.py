"""No library but an HTTP client, 64 presses at once, nothing kept: what cannot be beaten.

python tests/bench/peers/raw.py URL
"""

import asyncio
import json
import sys
from typing import Any

import aiohttp

CARD = "Regel van een kaart, zo lang als een gewone. " * 9
ROWS = json.dumps(
    {"inline_keyboard": [[{"text": f"Knop {n}", "callback_data": f"knop|{n}"} for n in range(3)]]}
)
AT_ONCE = 64


async def main() -> None:
    url, turn, tasks = f"{sys.argv[1]}/bot1:none", asyncio.Semaphore(AT_ONCE), set()
    connector = aiohttp.TCPConnector(limit=AT_ONCE + 1)

    async def ask(method: str, **form: Any) -> Any:
        async with session.post(f"{url}/{method}", data=form) as answer:
            return json.loads(await answer.read())["result"]

    async def pressed(query: dict[str, Any]) -> None:
        message = query["message"]
        async with turn:
            await ask("answerCallbackQuery", callback_query_id=query["id"], text="Genoteerd")
            await ask(
                "editMessageText",
                chat_id=message["chat"]["id"],
                message_id=message["message_id"],
                text=f"{CARD}{query['id']}",
                parse_mode="HTML",
                reply_markup=ROWS,
            )

    async with aiohttp.ClientSession(connector=connector) as session:
        offset = 0
        while True:
            for update in await ask("getUpdates", offset=offset, timeout=25):
                offset = update["update_id"] + 1
                task = asyncio.create_task(pressed(update["callback_query"]))
                tasks.add(task)
                task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    asyncio.run(main())
