"""The nouns of the work: people, places, food, days, plans. No deeds, no wires, no sentences."""
