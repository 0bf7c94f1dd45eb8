"""The verbs: one function is one thing the office does is one transaction."""
