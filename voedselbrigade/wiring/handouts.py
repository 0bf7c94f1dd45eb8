"""Everything that goes out of one version of a day, drawn once and kept for whoever asks again.

What is kept lies in the home, like the database, and is gone after some days. A file is made when
it is read: who wants the sheets does not wait for the map.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from voedselbrigade import __version__
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.sheets import RouteSheet
from voedselbrigade.services import printing
from voedselbrigade.services.ports import Roads, StreetMap
from voedselbrigade.services.printing import Printout
from voedselbrigade.words import Speaker

_DAYS_KEPT = 3
_MOST_KEPT = 400
_DRAWN = (".pdf", ".html")


@dataclass(frozen=True, slots=True)
class PrintWishes:
    """How the paper is wanted: everything in large type, and with the way in words."""

    large_type: bool = False
    turns: bool = False


class Handouts(Mapping[str, bytes]):
    """By file name: the PDF with all routes, a page and a track per route, and for the office the
    map, the workbook, the JSON and a list per kitchen. Each is made when it is asked for."""

    def __init__(
        self,
        printout: Printout,
        t: Speaker,
        wishes: PrintWishes,
        ground: tuple[Roads, StreetMap | None, str],
        kept: Kept,
    ) -> None:
        self._printout, self._t, self._wishes = printout, t, wishes
        self._roads, self._streets, mark = ground
        self._kept = kept
        self._makers = dict(self._named())
        plan = printout.plan
        about = (plan.id, plan.revision, plan.version, plan.status, mark, t.language, wishes)
        self._about = repr((__version__, about, printout.sheets)).encode()

    def __getitem__(self, name: str) -> bytes:
        make = self._makers[name]
        return self._kept.or_made(self._about, name, make) if name.endswith(_DRAWN) else make()

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)

    @cached_property
    def _ways(self) -> Mapping[str, tuple[tuple[Point, ...], ...]]:
        return printing.ways_of(self._printout.plan, self._roads)

    def _named(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        yield "routes.pdf", self._pdf
        yield "plan.html", self._map
        yield "plan.xlsx", self._workbook
        yield "plan.json", self._json
        for hub in sorted({trip.hub for route in self._printout.plan.runs for trip in route.trips}):
            yield f"keuken-{hub}.pdf", partial(self._kitchen, hub)
        for sheet in self._printout.sheets:
            yield f"{sheet.route}.html", partial(self._page, sheet)
            yield f"{sheet.route}.gpx", partial(self._track, sheet)

    # Drawing maps and sheets loads half a second of libraries that nothing else needs.

    def _map(self) -> bytes:
        from voedselbrigade.adapters import maps  # noqa: PLC0415

        plan = self._printout.plan
        return maps.plan_map_html(plan, self._t, ways=self._ways, streets=self._streets).encode()

    def _workbook(self) -> bytes:
        from voedselbrigade.adapters import plan_workbook  # noqa: PLC0415

        return plan_workbook.plan_xlsx(self._printout.plan, self._t)

    def _json(self) -> bytes:
        from voedselbrigade.adapters import plan_files  # noqa: PLC0415

        data = plan_files.plan_json(self._printout.plan, self._t)
        return json.dumps(data, ensure_ascii=False, indent=2).encode()

    def _kitchen(self, hub: HubId) -> bytes:
        from voedselbrigade.adapters import route_sheets  # noqa: PLC0415

        return route_sheets.kitchen_pdf(self._printout.plan, hub, self._t)

    def _page(self, sheet: RouteSheet) -> bytes:
        from voedselbrigade.adapters import route_sheets  # noqa: PLC0415

        ways = self._ways.get(sheet.route, ())
        return route_sheets.route_html(sheet, ways=ways, streets=self._streets).encode()

    def _track(self, sheet: RouteSheet) -> bytes:
        from voedselbrigade.adapters import route_sheets  # noqa: PLC0415

        return route_sheets.route_gpx(sheet, ways=self._ways.get(sheet.route, ())).encode()

    def _pdf(self) -> bytes:
        from voedselbrigade.adapters import route_sheets  # noqa: PLC0415

        plan, wishes = self._printout.plan, self._wishes
        turns = printing.turns_of(plan, self._roads) if wishes.turns else {}
        return route_sheets.routes_pdf(
            self._printout.sheets,
            ways=self._ways,
            streets=self._streets,
            turns=turns,
            large_type=wishes.large_type,
        )


class Kept:
    """Files that were drawn before, in a folder of the home. A full disk only costs time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def or_made(self, about: bytes, name: str, make: Callable[[], bytes]) -> bytes:
        """The file as it was kept; else it is made and kept."""
        file = self._folder / f"{hashlib.sha256(about + name.encode()).hexdigest()}.drawn"
        with suppress(OSError):
            return file.read_bytes()
        made = make()
        with suppress(OSError):
            self._keep(file, made)
        return made

    def _keep(self, file: Path, content: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sweep()
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as writing:
                writing.write(content)
            Path(name).replace(file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise

    def sweep(self) -> None:
        """What is old goes, for it holds addresses; and the oldest when there is too much."""
        with suppress(FileNotFoundError):  # somebody else sweeps too, or nothing was ever drawn
            ages = {file: file.stat().st_mtime for file in self._folder.iterdir()}
            oldest = time.time() - _DAYS_KEPT * 24 * 3600
            newest_first = sorted(ages, key=lambda file: ages[file], reverse=True)
            for place, file in enumerate(newest_first):
                if place >= _MOST_KEPT or ages[file] < oldest:
                    file.unlink(missing_ok=True)
