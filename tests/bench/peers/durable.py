"""python-telegram-bot that keeps each press in SQLite first, as one would write it with SQLModel.

python tests/bench/peers/durable.py URL FILE
"""

import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import ApplicationBuilder, CallbackQueryHandler

CARD = "Regel van een kaart, zo lang als een gewone. " * 9
ROWS = [[InlineKeyboardButton(f"Knop {n}", callback_data=f"knop|{n}") for n in range(3)]]


class Seen(SQLModel, table=True):
    update_id: int = Field(primary_key=True)
    at: datetime


class Case(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(index=True, unique=True)
    state: str
    version: int = 0


class Step(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    case_id: int
    data: str
    at: datetime


engine = create_async_engine(f"sqlite+aiosqlite:///{sys.argv[2]}")


@event.listens_for(engine.sync_engine, "connect")
def connected(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")


async def kept(update_id: int, message_id: int, data: str) -> int:
    async with AsyncSession(engine) as session:
        now = datetime.now(UTC)
        session.add(Seen(update_id=update_id, at=now))
        case = (await session.exec(select(Case).where(Case.message_id == message_id))).one_or_none()
        case = case or Case(message_id=message_id, state=CARD)
        case.version += 1
        session.add(case)
        await session.flush()
        session.add(Step(case_id=case.id or 0, data=data, at=now))
        version = case.version
        await session.commit()
    return version


async def pressed(update: Update, context: Any) -> None:
    query = update.callback_query
    assert query is not None
    assert query.message is not None
    version = await kept(update.update_id, query.message.message_id, query.data or "")
    await query.answer("Genoteerd")
    await query.edit_message_text(
        f"{CARD}{version}", parse_mode="HTML", reply_markup=InlineKeyboardMarkup(ROWS)
    )


async def prepared(application: Any) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)


def main() -> None:
    builder = ApplicationBuilder().token("1:none").base_url(f"{sys.argv[1]}/bot")
    application = builder.post_init(prepared).build()
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling(allowed_updates=["callback_query"])


if __name__ == "__main__":
    main()
