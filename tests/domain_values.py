"""Any domain value at all, for hypothesis: what can be built must also survive being stored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from voedselbrigade.domain.clock import DAY_S, OFFICE_ZONE, TimeWindow
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import (
    LeftOut,
    Plan,
    PlannedRoute,
    PlannedStop,
    PlannedTrip,
    RuleBreach,
)
from voedselbrigade.errors import Fact

# What both databases can keep: no NUL in a text, whole numbers of 32 bits. In a fact a decimal
# number up to 2**53: PostgreSQL keeps it as a decimal and hands a whole one back as an integer.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
WHOLE = st.integers(-(2**31), 2**31 - 1)
MOMENTS = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - the strategy adds the zone itself
    datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.just(OFFICE_ZONE),
    allow_imaginary=False,
)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | st.floats(-(2**53), 2**53) | TEXT,
    lambda part: st.lists(part, max_size=3).map(tuple),
    max_leaves=4,
)

st.register_type_strategy(str, TEXT)
st.register_type_strategy(int, WHOLE)
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(datetime, MOMENTS)
st.register_type_strategy(date, st.dates(date(1990, 1, 1), date(2100, 1, 1)))
st.register_type_strategy(
    TimeWindow,
    st.tuples(st.integers(0, 2 * DAY_S), st.integers(0, 2 * DAY_S)).map(
        lambda pair: TimeWindow(min(pair), max(pair))
    ),
)
st.register_type_strategy(Point, st.builds(Point, st.floats(-90, 90), st.floats(-180, 180)))
st.register_type_strategy(Fact, st.builds(Fact, TEXT, st.dictionaries(TEXT, VALUES, max_size=3)))


def few(kind: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.from_type(kind), max_size=2).map(tuple)


st.register_type_strategy(
    PlannedRoute, st.builds(PlannedRoute, trips=few(PlannedTrip), stops=few(PlannedStop))
)
st.register_type_strategy(
    Plan,
    st.builds(
        Plan,
        routes=few(PlannedRoute),
        left_out=few(LeftOut),
        breaches=few(RuleBreach),
        settings=st.dictionaries(TEXT, WHOLE | TEXT | st.none(), max_size=2),
    ),
)


def anything(kind: Any) -> st.SearchStrategy[Any]:
    """Any instance of a domain class, with every field filled at random."""
    return st.from_type(kind)
