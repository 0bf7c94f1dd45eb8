"""What lies where, until when: items, lots, places, and the rules they obey. Knows no routes."""
