"""What leaves the office: a route on paper (PDF), on the phone (HTML) and as a track (GPX)."""

from voedselbrigade.adapters.route_sheets.gpx import route_gpx
from voedselbrigade.adapters.route_sheets.html import route_html
from voedselbrigade.adapters.route_sheets.kitchen import kitchen_pdf
from voedselbrigade.adapters.route_sheets.pdf import routes_pdf, unprintable

__all__ = ["kitchen_pdf", "route_gpx", "route_html", "routes_pdf", "unprintable"]
