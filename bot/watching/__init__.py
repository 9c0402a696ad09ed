"""Watching the bot: what is known of it, and who is told when it is not well."""
