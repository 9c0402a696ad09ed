"""What a press or a line of text makes happen: one file per subject, as in the screens."""
