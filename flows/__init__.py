"""The domain, pure: what happens to an alert, and nothing of how it is said or kept."""
