"""Lists of people and places, and the record of one of them: form, states, history."""
