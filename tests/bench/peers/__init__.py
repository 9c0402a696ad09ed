"""Other bots that answer the same presses, to compare ours with; each a process of its own."""
