"""What is done by the calendar, each subject in its own file."""
