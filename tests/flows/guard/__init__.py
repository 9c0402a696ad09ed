"""What the guard on typed text is measured against."""
