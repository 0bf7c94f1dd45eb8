"""One datum, one way through: from a row in Excel to a settled stop, and out of the stock.

Each step hands a finished value to the next; nobody reaches back.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from tests import make_stock
from tests.make import TUESDAY, account, hub
from voedselbrigade.adapters.geocoding import AddressIndex
from voedselbrigade.adapters.plan_files import plan_json
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.adapters.searches import WorkerProcess
from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.people import Recipient
from voedselbrigade.domain.places import Confidence, Hub
from voedselbrigade.domain.plans import Outcome, Plan, PlanStatus
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.services import (
    delivering,
    gathering,
    importing,
    locating,
    planning,
    printing,
    publishing,
    stocking,
)
from voedselbrigade.services.import_preview import Preview
from voedselbrigade.services.planning import Solved
from voedselbrigade.services.searching import SearchOrder
from voedselbrigade.stock.lots import DateKind, Lot, MovementKind, Storage
from voedselbrigade.wiring import Home
from voedselbrigade.words import say, speaker

RECIPIENTS = (
    (
        "Naam",
        "Straat",
        "Huisnr",
        "Postcode",
        "Dieet",
        "Bezorgdagen",
        "Thuis tussen",
        "Bij de deur",
        "Warm/koel",
    ),
    (
        "Mw. A. de Wit",
        "Damstraat",
        12.0,
        "2511 bt",
        "zoutarm",
        "ma di",
        "11:30-13:00",
        "Bel bij 12",
        "koel",
    ),
    ("Dhr. B. Jansen", "Damstraat", "14 B", "2511BT", "geen noten!!", "di", None, None),
    ("Mw. C. Nergens", "Zoekweg", 1, "2599 ZZ", None, "di", None, None),
    ("Mw. D. Morgen", "Damstraat", 16, "2511BT", None, "wo", None, None),
)
VOLUNTEERS = (
    ("Voornaam", "Achternaam", "Telefoon", "Vervoer", "Beschikbaar"),
    ("Ineke", "de Boer", "0612345678", "fiets", "ma t/m vr 11:00-14:00"),
)
DOORS = """postcode,number,letter,suffix,street,town,lat,lon
2511BT,12,,,Damstraat,Den Haag,52.0720,4.3010
2511BT,16,,,Damstraat,Den Haag,52.0722,4.3014
"""


def list_of(rows: Sequence[Sequence[object]], kind: ListKind) -> Table:
    """The rows as an Excel file with a title above the header, and read back."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Lijst van maandag"])
    for row in rows:
        sheet.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return read_table(kept.getvalue(), "lijst.xlsx", kind)


def taken_over(home: Home, actor: Account, table: Table, kind: ListKind) -> Preview:
    """The good rows are kept; what was looked at comes back with the wrong ones in it."""
    with home.work(actor) as work:
        mapping = importing.guess_columns(work, table, kind)
        looked, _ = importing.take_over(work, table, mapping, "lijst.xlsx")
    return looked


def test_one_datum_goes_one_way_from_excel_row_to_settled_stop_and_out_of_the_stock(
    sqlite_home: Home, tmp_path: Path
) -> None:
    home, ans = sqlite_home, account(sqlite_home)
    with home.work(ans) as work:
        kitchen = work.store.hubs.add(hub(ready_s=(hms(11),)), work.cause())
    came = meals_that_are_kept(home, kitchen)
    table = an_excel_row()
    wit = parsed_or_refused(home, ans, table)
    located(home, ans, wit, tmp_path)
    day = due_that_day(home, ans)
    solved = solved_with_no_transaction_open(day, wit)
    plan = published(home, ans, solved, wit)
    assert plan.version == 1
    line_on_a_sheet(home, ans)
    delivered(home, ans, wit)
    out_of_the_stock(home, came)


def meals_that_are_kept(home: Home, kitchen: Hub) -> list[Lot]:
    """Low salt meals in the fridge of the kitchen: one ends on Tuesday, one a day later."""
    low_salt = {"category": "maaltijd_koel", "suits": frozenset({Diet.LOW_SALT})}
    meal = make_stock.kept(home, "Hachee", storage=Storage.CHILLED, **low_salt)
    return [
        make_stock.came(home, kitchen, meal, 4, kind=DateKind.TGT, ends_on=make_stock.days(ends))
        for ends in (2, 1)
    ]


def an_excel_row() -> Table:
    """1. A row of Excel is text by column, with the row number that Excel shows."""
    table = list_of(RECIPIENTS, ListKind.RECIPIENTS)
    assert [row.number for row in table.rows] == [3, 4, 5, 6]
    assert table.rows[0].cells[:4] == ("Mw. A. de Wit", "Damstraat", "12", "2511 bt")
    return table


def parsed_or_refused(home: Home, ans: Account, table: Table) -> Recipient:
    """2. It is a Recipient, or a fact: row 4 has a diet that nobody knows."""
    looked = taken_over(home, ans, table, ListKind.RECIPIENTS)
    [wrong] = [row for row in looked.rows if row.problems]
    assert wrong.row == 4
    assert "geen noten!!" in say(wrong.problems[0].fact)
    taken_over(home, ans, list_of(VOLUNTEERS, ListKind.VOLUNTEERS), ListKind.VOLUNTEERS)
    with home.view(ans) as work:
        people = {one.name.surname: one for one in work.store.recipients.all()}
    assert set(people) == {"Wit", "Nergens", "Morgen"}
    wit = people["Wit"]
    assert wit.diets == frozenset({Diet.LOW_SALT})
    assert wit.windows == (TimeWindow(hms(11, 30), hms(13)),)
    return wit


def located(home: Home, ans: Account, wit: Recipient, folder: Path) -> None:
    """3. A point and how sure we are, asked for with no transaction open."""
    (folder / "deuren.csv").write_text(DOORS, "utf-8")
    with home.view(ans) as work:
        wanted = locating.to_locate(work)
    answers = locating.locate(wanted, AddressIndex.from_csv(folder / "deuren.csv"))
    with home.work(ans) as work:
        locating.place(work, answers)
        found = work.store.recipients.get(wit.id).located
    assert found is not None
    assert found.confidence is Confidence.EXACT


def due_that_day(home: Home, ans: Account) -> DeliveryDay:
    """4. Who gets something on Tuesday; who gets it on Wednesday is not among them."""
    with home.view(ans) as work:
        day = gathering.gather(work, TUESDAY)
    assert [due.recipient.name.surname for due in day.due] == ["Wit", "Nergens"]
    return day


def solved_with_no_transaction_open(day: DeliveryDay, wit: Recipient) -> Solved:
    """5. Stops, and who is left out and why; the search runs in a process of its own."""
    order = SearchOrder(steps=1, seed=7)
    solved = planning.solve(day, StraightLine(), WorkerProcess(), order)
    assert solved is not None
    assert [stop.recipient for route in solved.routes for stop in route.stops] == [wit.id]
    assert [say(one.reason) for one in solved.left_out] == [
        "Het adres Zoekweg 1, 2599 ZZ staat niet op de kaart. Zet het op de kaart en plan opnieuw."
    ]
    return solved


def published(home: Home, ans: Account, solved: Solved, wit: Recipient) -> Plan:
    """6. First a draft, then the version that holds; other programs can read it."""
    with home.work(ans) as work:
        draft = planning.draft(work, solved)
    assert draft.status is PlanStatus.DRAFT
    with home.work(ans) as work:
        plan = publishing.publish(work, TUESDAY, draft.revision).plan
    assert plan.status is PlanStatus.PUBLISHED
    said = plan_json(plan, speaker("nl"))
    assert said["routes"][0]["stops"][0]["recipient"] == str(wit.id)
    assert said["left_out"][0]["reason_code"] == "plan.not_located"
    return plan


def line_on_a_sheet(home: Home, ans: Account) -> None:
    """7. What the visit needs, and nothing more."""
    with home.work(ans) as work:
        printout = printing.print_day(work, TUESDAY)
    [line] = printout.sheets[0].stops
    assert (line.number, line.street_line, line.name) == ("1", "Damstraat 12", "Mw. A. de Wit")
    assert (line.door_note, line.lines[0].letters) == ("Bel bij 12", "Z")
    page = home.handouts(printout, speaker("nl"))["R01.html"].decode()
    assert "Damstraat 12" in page
    assert "2511" not in page


def delivered(home: Home, ans: Account, wit: Recipient) -> None:
    """8. The outcome, the time at the door, and who said so."""
    with home.work(ans) as work:
        settled = delivering.settle_lines(work, TUESDAY, "R01 1G 12:10")
    assert settled.closed
    with home.view(ans) as work:
        [delivery] = work.store.deliveries.of(wit.id)
    assert (delivery.outcome, delivery.at_door_s) == (Outcome.GIVEN, hms(12, 10))
    assert (delivery.route, delivery.stop, delivery.noted_by) == ("R01", "1", "Ans")


def out_of_the_stock(home: Home, came: list[Lot]) -> None:
    """9. In the same transaction the meal left the books: the one whose date comes first."""
    later, sooner = came
    left = {lot: n for (_, lot), n in make_stock.on_hand(home).items()}
    assert left == {later.code: 4, sooner.code: 3}
    with home.view(home.system) as work:
        [issued] = [m for m in stocking.last_movements(work) if m.kind is MovementKind.ISSUE]
    assert (issued.reason, issued.day, issued.by) == ("R01 1", TUESDAY, "Ans")
