"""The frame round every page, apart from `pages`: a folder `pages` beside the script that runs
would be taken for an app of the old kind until the first visitor has come."""
