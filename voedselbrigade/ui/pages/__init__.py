"""One script per page: no rule, no query and no loop over stock lives here."""
