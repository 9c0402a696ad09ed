"""The practice page: the whole town in a browser, with a phone for everybody."""
