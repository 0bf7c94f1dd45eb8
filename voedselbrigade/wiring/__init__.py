"""From a home's settings to concrete parts: the one place that knows which database, roads and map.

One home is one organisation: a folder with its database, its indexes and what it made.
"""

from __future__ import annotations

import getpass
import os
import threading
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from importlib.util import find_spec
from pathlib import Path

import platformdirs
from sqlalchemy import Engine

from voedselbrigade.adapters.cluster import ClusterSolver
from voedselbrigade.adapters.database import (
    Backup,
    DatabaseAnswers,
    DatabaseStore,
    current,
    export,
    is_latest,
    looking,
    make_engine,
    migrate,
    restore,
    sqlite_url,
    writing,
)
from voedselbrigade.adapters.geocoding import AddressIndex, chain
from voedselbrigade.adapters.map_folder import MapFolder
from voedselbrigade.adapters.searches import Searches, lives_here
from voedselbrigade.domain.access import Account, AccountId, Role
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.office import Settings
from voedselbrigade.errors import (
    Fact,
    NotAllowed,
    NotFound,
    NotPossible,
    Unreachable,
    VoedselbrigadeError,
)
from voedselbrigade.services import backing_up, checking, chores, move_table, office_settings
from voedselbrigade.services.checking import Finding
from voedselbrigade.services.chores import Done
from voedselbrigade.services.mapping import Workshop
from voedselbrigade.services.move_table import Sight, Table
from voedselbrigade.services.ports import Geocoder, Roads
from voedselbrigade.services.printing import Printout
from voedselbrigade.services.searching import nobody_knows
from voedselbrigade.services.work import Ledger, Work
from voedselbrigade.wiring.handouts import Handouts, Kept, PrintWishes
from voedselbrigade.wiring.streets import Streets, estimate
from voedselbrigade.words import Speaker

SYSTEM = Account(AccountId(0), "voedselbrigade", Role.SYSTEM)
_FOLDERS = ("database", "indexes", "output")
_busy: ContextVar[bool] = ContextVar("busy", default=False)


def default_path() -> Path:
    """`VOEDSELBRIGADE_HOME`, else the platform's own folder for a user's data."""
    chosen = os.environ.get("VOEDSELBRIGADE_HOME")
    return Path(chosen) if chosen else Path(platformdirs.user_data_dir("voedselbrigade", False))


def office_now() -> datetime:
    return datetime.now(OFFICE_ZONE)


class Home:
    """One organisation on this machine. Safe to share between threads; every work is its own."""

    def __init__(self, path: Path, engine: Engine, now: Callable[[], datetime]) -> None:
        self.path = path
        self.now = now
        self.engine = engine
        self._noted: set[tuple[object, ...]] = set()
        self._geocoder: tuple[object, Geocoder] | None = None
        self._lock = threading.Lock()
        self._chores_of: date | None = None
        self.streets = Streets(self.maps)
        self._drawn = Kept(self.output / "drawn")

    @property
    def system(self) -> Account:
        """The program itself, for chores and for what nobody in particular asks."""
        return SYSTEM

    @property
    def indexes(self) -> Path:
        return self.path / "indexes"

    @property
    def output(self) -> Path:
        return self.path / "output"

    @contextmanager
    def work(self, actor: Account) -> Iterator[Work]:
        """One transaction for one deed: it commits, or rolls back when it is left by an error.

        Only one work writes at a time. Raises Unreachable when another takes too long, NotAllowed
        when the account does not exist any more. Never wait for a network or a solver inside.
        """
        if _busy.get():
            raise RuntimeError("a work inside a work would wait for itself: pass the work on")
        token, ledger = _busy.set(True), Ledger()
        try:
            with writing(self.engine) as connection:
                store = DatabaseStore(connection)
                yield Work(store, _present(store, actor), self.now(), ledger=ledger)
        finally:
            _busy.reset(token)
            self._write_down(ledger)

    @contextmanager
    def view(self, actor: Account) -> Iterator[Work]:
        """One frozen look at everything: waits for nobody, holds up nobody, cannot write."""
        ledger = Ledger()
        try:
            with looking(self.engine) as connection:
                store = DatabaseStore(connection, frozen=True)
                yield Work(store, _present(store, actor), self.now(), looks=True, ledger=ledger)
        finally:
            self._write_down(ledger)

    def actor(self, name: str | None = None) -> Account:
        """The account called `name`; without a name the one of whoever uses this machine.

        Raises NotFound for a name that has no account.
        """
        wanted = name or os.environ.get("VOEDSELBRIGADE_USER")
        with looking(self.engine) as connection:
            found = DatabaseStore(connection).access.named(wanted or _machine_user())
        if found is not None:
            return found
        if wanted:
            raise NotFound("access.no_account", name=wanted)
        return self._first_account(_machine_user())

    def settings(self, day: date | None = None) -> Settings:
        """The office's choices that hold on `day` (today)."""
        with self.view(SYSTEM) as work:
            return office_settings.current(work, day or work.today)

    def roads(self, settings: Settings | None = None) -> Roads:
        """Travel times by these settings: over the streets when there is a map, else estimated."""
        return self.streets.roads(settings or self.settings())

    def geocoder(self) -> Geocoder:
        """What finds front doors: the lists in `indexes`, the map, then what was switched on.

        Kept as long as none of them changes: it remembers which service does not answer.
        """
        switched_on = self.settings().network_geocoders
        files = tuple(sorted(self.indexes.glob("*.csv")))
        times = tuple((file, file.stat().st_mtime_ns) for file in files)
        key = (switched_on, times, self.streets.folder)
        with self._lock:
            if self._geocoder is None or self._geocoder[0] != key:
                lists: list[Geocoder] = [AddressIndex.from_csv(file) for file in files]
                doors = self.streets.geocoder()
                lists += [doors] if doors is not None else []
                answers = DatabaseAnswers(self.engine)
                made = chain(lists, switched_on=switched_on, cache=answers, home=self.path)
                self._geocoder = (key, made)
            return self._geocoder[1]

    @property
    def maps(self) -> MapFolder:
        """The street map of this home, and where a new one is made."""
        return MapFolder(self.path / "roads")

    @property
    def downloads(self) -> Path:
        return self.path / "downloads"

    def map_workshop(self) -> Workshop:
        """What makes a street map out of an extract."""
        return self.streets.workshop()

    def searches(self, cluster: str | None = None) -> Searches:
        """Starts, watches and ends the search of a day, whichever screen asks; on the Dask cluster
        at an address instead of this machine."""
        solver = ClusterSolver(cluster) if cluster else None
        # A file is used by this machine alone; behind a server others may be searching.
        lives = lives_here if self.engine.dialect.name == "sqlite" else nobody_knows
        parts = self.streets.neighbourhoods
        return Searches(self.view, self.work, SYSTEM, self.roads, solver, lives, estimate, parts)

    def laid(self, sight: Sight) -> Table:
        """A day's plan on the table, to be asked about moves by hand."""
        settings = sight.day.settings
        parts = self.streets.neighbourhoods()
        return move_table.lay(sight, self.roads(settings), estimate(settings), parts)

    def handouts(
        self, printout: Printout, t: Speaker, wishes: PrintWishes | None = None
    ) -> Handouts:
        """Everything that goes out of one version, by file name; drawn once and kept."""
        streets = self.streets
        ground = (self.roads(), streets.ground(), streets.folder.name if streets.folder else "")
        return Handouts(printout, t, wishes or PrintWishes(), ground, self._drawn)

    def daily(self) -> tuple[Done, ...]:
        """The chores of today and of the days that were missed, each once."""
        self._drawn.sweep()
        return chores.catch_up(lambda: self.work(SYSTEM))

    def new_day(self) -> None:
        """The chores, once a day in this process: cheap enough to ask at every look."""
        today = self.now().date()
        if self._chores_of != today:
            self.daily()
            self._chores_of = today

    def backup(self, actor: Account, file: Path) -> Backup:
        """Everything in one file, while others go on working. Raises Unreachable."""
        with self.view(actor) as work:
            backing_up.take(work)
        return export(self.engine, file, self.now())

    def restore(self, actor: Account, file: Path, replace: bool = False) -> Backup:
        """What a backup holds in place of what is here; see `database.backup.restore`."""
        with self.work(actor) as work:
            backing_up.put_back(work, file.name)
        done = restore(self.engine, file, replace)
        with self.work(SYSTEM) as work:
            backing_up.put_back(work, file.name)  # the log of before was put back too
        return done

    def close(self) -> None:
        self.engine.dispose()

    def _first_account(self, name: str) -> Account:
        with writing(self.engine) as connection:
            accounts = DatabaseStore(connection).access
            known = accounts.named(name)
            return known or accounts.add(name, Role.COORDINATOR, None, self.now())

    def _write_down(self, ledger: Ledger) -> None:
        """Reads and refusals, in a short transaction of their own after the work."""
        quarter = self.now().replace(second=0, microsecond=0).timestamp() // 900
        fresh = {
            (e.account, e.action, e.subject_kind, e.subject_id, e.screen, quarter): e
            for e in ledger.reads
        }
        reads = [entry for key, entry in fresh.items() if key not in self._noted]
        if not reads and not ledger.refused:
            return
        with writing(self.engine) as connection:
            audit = DatabaseStore(connection).audit
            audit.write_reads(reads)
            for entry in ledger.refused:
                audit.write(entry)
        self._noted = {key for key in self._noted | fresh.keys() if key[-1] == quarter}


def open_home(path: Path | None = None, now: Callable[[], datetime] = office_now) -> Home:
    """Open a home, making it when it is not there yet, and bring its database up to date.

    Raises Unreachable when the folder or the database cannot be used, NotPossible when the
    database belongs to a newer version of the program.
    """
    place = (path or default_path()).expanduser().resolve()
    _make_folders(place)
    engine = make_engine(database_url(place))
    migrate(engine)
    home = Home(place, engine, now)
    home.searches().clean_up()
    return home


def check(path: Path | None = None) -> tuple[Finding, ...]:
    """Look at everything the program needs, without changing or making anything."""
    place = (path or default_path()).expanduser().resolve()
    indexes = place / "indexes"
    database, last, settings, wrong = _look_at_database(place)
    streets = Streets(MapFolder(place / "roads"))
    info = streets.info()
    doors = 0 if info is None else info.doors
    return (
        checking.python(),
        checking.packages(),
        checking.home(place),
        database,
        *(() if wrong is None else (checking.books(wrong),)),
        checking.addresses(indexes, sum(map(_lines, indexes.glob("*.csv"))) + doors),
        checking.geocoders(settings.network_geocoders),
        checking.roads(info, streets.unusable()),
        checking.fonts(find_spec("font_source_sans_pro") is not None),
        checking.room(place),
        checking.clock(office_now(), last),
    )


def _look_at_database(place: Path) -> tuple[Finding, datetime | None, Settings, int | None]:
    """How the database is, when something was last written in it, what holds today, and on how
    many places the stock is not the sum of its movements; None when that cannot be read."""
    try:
        url = database_url(place)
        if url == sqlite_url(_sqlite_file(place)) and not _sqlite_file(place).exists():
            return Finding(True, Fact("check.database_missing")), None, Settings(), None
        engine = make_engine(url)
        with looking(engine) as connection:
            if current(connection) is None:
                return Finding(True, Fact("check.database_missing")), None, Settings(), None
            if not is_latest(connection):
                return Finding(False, Fact("check.database_old")), None, Settings(), None
            store = DatabaseStore(connection)
            settings = office_settings.settings_on(store.settings, office_now().date())
            fact = Fact.of("check.database", kind=engine.dialect.name)
            wrong = len(store.stock.books.disagreements())
            return Finding(True, fact), store.audit.last(), settings, wrong
    except VoedselbrigadeError as error:
        return Finding(False, error.fact), None, Settings(), None


def _lines(file: Path) -> int:
    """The rows below the header."""
    with file.open("rb") as reading:
        return max(0, sum(1 for _ in reading) - 1)


def _sqlite_file(home: Path) -> Path:
    return home / "database" / "voedselbrigade.sqlite3"


def database_url(home: Path) -> str:
    """`VOEDSELBRIGADE_DATABASE`, else `database` in the home's `home.toml`, else SQLite."""
    chosen = os.environ.get("VOEDSELBRIGADE_DATABASE") or _home_file(home).get("database")
    return str(chosen) if chosen else sqlite_url(_sqlite_file(home))


def _home_file(home: Path) -> dict[str, object]:
    file = home / "home.toml"
    if not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise NotPossible("home.file_unreadable", file=str(file), why=str(error)) from error


def _make_folders(place: Path) -> None:
    """Only the user who runs the program may look inside a home."""
    try:
        for folder in (place, *(place / name for name in _FOLDERS)):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if os.name == "posix":
            place.chmod(0o700)
    except OSError as error:
        raise Unreachable("home.not_writable", folder=str(place)) from error


def _present(store: DatabaseStore, actor: Account) -> Account:
    """The account as it is now: someone who was let go can do nothing from an old screen."""
    if actor.id == SYSTEM.id:
        return actor
    try:
        return store.access.get(actor.id)
    except NotFound as error:
        raise NotAllowed("access.account_gone", name=actor.name) from error


def _machine_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "kantoor"
