"""What a row would change, and what belongs to the office."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

from tests.make import NOW, address, by_file, by_office, located, recipient
from voedselbrigade.domain.comparing import FieldChange, changed, compare
from voedselbrigade.domain.history import Cause, ImportId
from voedselbrigade.domain.people import Name, Recipient, RecipientState, Salutation

LATER = NOW + timedelta(days=1)


def origins(made: Cause, **since: Cause) -> dict[str, Cause]:
    return {f.name: made for f in fields(Recipient)} | since


FROM_FILE = origins(by_file(ImportId(1)))


def test_a_file_with_less_of_a_name_takes_nothing_away() -> None:
    known = recipient(name=Name("Wit", "A.B.", "de", Salutation.MRS))
    assert compare(known, {"name": Name("Wit")}, FROM_FILE).changes == ()
    fuller = Name("Wit", "A.B.C.", "de", Salutation.MRS)
    assert compare(known, {"name": fuller}, FROM_FILE).changes[0].new == fuller
    other = Name("Smit")
    assert compare(known, {"name": other}, FROM_FILE).changes[0].new == other


def test_one_phone_in_two_spellings_is_no_change() -> None:
    known = recipient(phone="+31701234567")
    assert compare(known, {"phone": "0701234567"}, FROM_FILE).changes == ()
    assert len(compare(known, {"phone": "0701234568"}, FROM_FILE).changes) == 1
    assert len(compare(known, {"phone": ""}, FROM_FILE).changes) == 1


def test_what_the_office_wrote_is_a_clash_and_the_rest_is_a_change() -> None:
    known = recipient(door_note="achterom", remarks="")
    mixed = origins(by_file(ImportId(1)), door_note=by_office(LATER, "R. Bakker"))
    found = compare(known, {"door_note": "voordeur", "remarks": "nieuw"}, mixed)
    assert [c.field for c in found.changes] == ["remarks"]
    (clash,) = found.clashes
    assert (clash.office, clash.file, clash.since.by) == ("achterom", "voordeur", "R. Bakker")
    assert clash.as_changes == (FieldChange("door_note", "achterom", "voordeur"),)


def test_a_state_waits_together_with_its_date() -> None:
    known = recipient(state=RecipientState.PAUSED, resumes_on=LATER.date())
    mixed = origins(by_file(ImportId(1)), resumes_on=by_office(LATER))
    said = {"state": RecipientState.ACTIVE, "resumes_on": None}
    found = compare(known, said, mixed)
    assert found.changes == ()
    assert [(c.field, [a.field for a in c.also]) for c in found.clashes] == [
        ("state", ["resumes_on"])
    ]
    assert found.clashes[0].since.at == LATER


def test_another_door_lets_the_point_go_and_another_spelling_does_not() -> None:
    known = recipient(located=located())
    respelt = FieldChange("address", None, address(12, "Dam straat"))
    assert changed(known, [respelt]).located == located()
    moved = FieldChange("address", None, address(14))
    assert changed(known, [moved]).located is None
    placed = FieldChange("located", None, located(3))
    assert changed(known, [moved, placed]).located == located(3)
