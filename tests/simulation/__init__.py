"""The whole application on a virtual clock: weeks in seconds, with everything that can go wrong."""
