"""A list of donors, as food banks keep it: name, whom to call, what they give and when."""

from __future__ import annotations

from collections.abc import Sequence

from voedselbrigade.domain.cells.phones import parse_phones
from voedselbrigade.domain.cells.text import parse_yes_no
from voedselbrigade.domain.rows import Weight
from voedselbrigade.errors import Fact
from voedselbrigade.stock.list_lines import Chosen, Line, Lines, read_lines

HEADERS = {
    "name": "naam|gever|donor|bedrijf|winkel|leverancier|organisatie|name|supplier"
    "|company|donateur",
    "number": "nummer|nr|id|number|leveranciersnummer|code",
    "contact": "contact|contactpersoon|contact person|aanspreekpunt|wie",
    "phone": "telefoon|tel|telefoonnummer|mobiel|phone|mobile",
    "email": "email|e mail|mail|e mailadres|emailadres|mailadres",
    "street": "adres|straat|address|street|straat en huisnummer",
    "postcode": "postcode|pc|zip|postal code",
    "town": "plaats|woonplaats|stad|town|city",
    "gives": "geeft|wat|producten|soort|gives|aanbod|doneert|product|categorie|soort producten",
    "pickup": "ophalen|ophaaldagen|wanneer|dagen|tijd|ophaaltijd|pickup|dag|ophaaldag|days",
    "hub": "naar|locatie|uitgiftepunt|hub|brengen naar|punt|location",
    "remarks": "opmerking|opmerkingen|opm|notitie|remarks|notes|bijzonderheden",
    "active": "actief|active|status|in gebruik",
}
NEEDED = (("name",),)


def read_donors(sheet: Sequence[Sequence[str]], chosen: Chosen | None = None) -> Lines | None:
    """The donors of a sheet; None without a column for the name."""
    lines = read_lines(sheet, HEADERS, NEEDED, chosen)
    for line in lines.lines if lines else ():
        _read(line)
    return lines


def _read(line: Line) -> None:
    name = line.text("name")
    if not name:
        line.wrong("name", Fact("stock.row_no_name"))
    line.values["name"] = name
    for code in ("number", "contact", "email", "gives", "pickup", "remarks"):
        line.take_text(code, code)
    read = line.take("phone", "phone", parse_phones, Weight.CELL)
    line.values.pop("phone", None)
    if read is not None and read.numbers:
        line.values["phone"] = read.numbers[0]
    parts = [line.text(code) for code in ("street", "postcode", "town")]
    if any(code in line.columns for code in ("street", "postcode", "town")):
        line.values["address"] = ", ".join(part for part in parts if part)
    line.take("active", "active", lambda text: parse_yes_no(text, "active"), Weight.CELL)
