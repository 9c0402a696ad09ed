"""An account of a month to text and back; for a process that needs no more of the codec."""

from pydantic import TypeAdapter

from flows.account import Account

_ACCOUNT = TypeAdapter(Account)


def write_account(account: Account) -> str:
    return _ACCOUNT.dump_json(account, warnings="error").decode()


def read_account(text: str) -> Account:
    return _ACCOUNT.validate_json(text)
