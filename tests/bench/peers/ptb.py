"""python-telegram-bot as its own examples use it: answer the press, edit the message.

python tests/bench/peers/ptb.py URL
"""

import sys
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler

CARD = "Regel van een kaart, zo lang als een gewone. " * 9
ROWS = [[InlineKeyboardButton(f"Knop {n}", callback_data=f"knop|{n}") for n in range(3)]]


async def pressed(update: Update, context: Any) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer("Genoteerd")
    await query.edit_message_text(
        f"{CARD}{query.id}", parse_mode="HTML", reply_markup=InlineKeyboardMarkup(ROWS)
    )


def main() -> None:
    url = sys.argv[1]
    application = ApplicationBuilder().token("1:none").base_url(f"{url}/bot").build()
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling(allowed_updates=["callback_query"])


if __name__ == "__main__":
    main()
