"""What one cell says: text as people type it → a value, or the fact of what is wrong with it.

Every function here is pure. It returns the value, or a `Fact` with the code `row.…`.
"""
