"""What can be set without touching code: settings, doelgroepen and the words on screen."""
