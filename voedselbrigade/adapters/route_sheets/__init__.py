"""What leaves the office: a route on paper (PDF), on the phone (HTML) and as a track (GPX)."""

from voedselbrigade.adapters.route_sheets.pdf import routes_pdf, unprintable

__all__ = ["routes_pdf", "unprintable"]
