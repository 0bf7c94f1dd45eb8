"""Parts of the stock's pages: cards, counting, receiving, and what was booked last."""
