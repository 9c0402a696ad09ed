"""The reference dataset: invented alerts for practice, acted out through the rules themselves."""
