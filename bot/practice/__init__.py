"""The practice town: Telegram without Telegram, a Bot API on this machine and phones to hold."""
