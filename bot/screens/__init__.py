"""State to screen: what each person and group sees, in words from the catalogue."""
