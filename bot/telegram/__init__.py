"""Telegram itself: the one place that imports its library."""

import logging
import os

# Without it the library hands out spans as numbers, and warns that it will stop doing so.
os.environ.setdefault("PTB_TIMEDELTA", "1")

# The library writes tokens, texts and whole updates in its log. Whatever it has to say
# reaches us as an exception, so here it is silent.
logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)
