"""The month accounted for: as a screen of text, and as data."""
