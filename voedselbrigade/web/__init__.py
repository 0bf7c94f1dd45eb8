"""Plain HTTP beside the app: the gate in front of everything, and our own files."""
