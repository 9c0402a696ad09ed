"""Rosters as files: read what an organisation sends in, write one's own duty as a calendar."""
