"""What is raised when Telegram gives no answer that can be worked with."""

from datetime import timedelta

# What is JSON and yet not as the Bot API has it breaks the library in one of these ways.
ODD = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, OSError)


class Trouble(Exception):
    """Something outside is wrong; `pause` is how long to wait before the next attempt.

    It never carries more than our own words, a status and a number.
    """

    def __init__(self, why: str, pause: timedelta) -> None:
        super().__init__(why)
        self.pause = pause


class TelegramDown(Trouble):
    """Not to be reached, or not itself. The caller lets its pause grow."""


class TokenRefused(Trouble):
    """The token is wrong or was revoked: somebody has to be told, and then keep trying."""


class OtherPoller(Trouble):
    """Another process asks for our updates: a second bot, or a thief with our token."""
