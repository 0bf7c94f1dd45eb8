"""The wires: one file per outside thing; they do not know each other."""
