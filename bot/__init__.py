"""Messenger in, messenger out, and the loops that keep an alert moving."""
