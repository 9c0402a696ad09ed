"""aiogram as its own examples use it: answer the press, edit the message. Needs .venv-bench.

.venv-bench/bin/python tests/bench/peers/aiogram_bot.py URL
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

CARD = "Regel van een kaart, zo lang als een gewone. " * 9
ROWS = [[InlineKeyboardButton(text=f"Knop {n}", callback_data=f"knop|{n}") for n in range(3)]]

dispatcher = Dispatcher()


@dispatcher.callback_query()
async def pressed(query: CallbackQuery) -> None:
    await query.answer("Genoteerd")
    assert isinstance(query.message, Message)
    await query.message.edit_text(
        f"{CARD}{query.id}",
        parse_mode="HTML",
        reply_markup=InlineKeyboardMarkup(inline_keyboard=ROWS),
    )


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(sys.argv[1]))
    bot = Bot("123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0", session=session)
    await dispatcher.start_polling(bot, allowed_updates=["callback_query"])


if __name__ == "__main__":
    asyncio.run(main())
