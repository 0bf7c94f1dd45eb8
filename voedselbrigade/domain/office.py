"""The office's own settings: dated, audited, and kept with every plan that was made with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voedselbrigade.domain.clock import hms
from voedselbrigade.domain.food import MealKind
from voedselbrigade.domain.people import Transport


@dataclass(frozen=True, slots=True)
class RideLimit:
    """How long a meal may ride, from leaving the heat to the door; None is no limit."""

    wanted_s: int | None
    hard_s: int | None


@dataclass(frozen=True, slots=True)
class TransportRule:
    """What the office assumes of a transport where the volunteer says nothing.

    `speed_km_h` and `detour_percent` (road metres per 100 metres as the crow flies) are for the
    straight-line estimate only.
    """

    speed_km_h: float
    detour_percent: int
    meals: int
    crates: int
    most_minutes: int
    most_stops: int


def _transports() -> dict[Transport, TransportRule]:
    return {
        Transport.FOOT: TransportRule(4.5, 125, 8, 1, 120, 10),
        Transport.BICYCLE: TransportRule(13.0, 130, 12, 1, 120, 12),
        Transport.E_BIKE: TransportRule(17.0, 130, 14, 2, 120, 14),
        Transport.CARGO_BIKE: TransportRule(14.0, 130, 30, 4, 150, 18),
        Transport.CAR: TransportRule(22.0, 145, 40, 8, 150, 20),
        Transport.VAN: TransportRule(21.0, 145, 90, 20, 180, 25),
    }


def _rides() -> dict[MealKind, RideLimit]:
    # Hot: boxes hold heat for about 2 hours, meals are wanted at the door within 90 minutes;
    # chilled: the 2-hour rule without active cooling (DOMAIN 1.3). Frozen is not limited here.
    return {
        MealKind.HOT: RideLimit(90 * 60, 120 * 60),
        MealKind.CHILLED: RideLimit(None, 120 * 60),
        MealKind.FROZEN: RideLimit(None, None),
    }


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice the office can change, with the value it starts with.

    Minutes at the door: house 3, flat 5, frail 2 more (derived from DOMAIN 3.1). Wishes are priced
    in minutes of volunteer time. `network_geocoders` lists what may be asked outside this machine:
    nothing, unless the office switches it on; so does `map_tiles`, the background of maps on screen
    (its server sees which area is looked at). A round above `fair_minutes` (DOMAIN 3.1: just over
    an hour) costs `price_balance_percent` more per minute, so that nobody carries another one's
    share; a round of more than `fair_stops` doors costs `price_over_stop_min` per door. Of what a
    volunteer did more in four weeks than the others of today, `spare_percent` comes off his fair
    round. A visit before or after the time that somebody prefers costs `price_off_wanted_percent`
    of every minute that it is off. Neighbours (one postcode) who get different volunteers cost
    `price_split_street_min` per volunteer beyond the first, and a round costs
    `price_extra_area_min` for every area (the four digits of a postcode) beyond its first.
    `keep_receivers_months` is how long we know which household got which lot.

    Familiar faces: a visit of the last `familiar_weeks` weeks counts, and counts for half after
    every `familiar_half_weeks`; for frail people a wish is worth `familiar_frail_percent` of what
    it is for others. A second face that was away for `second_face_weeks` gains something; where
    `most_faces` people or more came in four weeks, whoever is not one of them costs something.

    That a dispatcher gave somebody to a volunteer by hand is worth `price_hand_choice_min` the next
    time, and half of it after every `hand_choice_half_weeks`.

    At `shop_hubs` a household takes food for points: `shop_points` for one person, two and so on
    (the last for all above), anew every `shop_weeks` weeks. The numbers are those of one food bank
    (Amsterdam Zuid: 7, 15 or 20 a week, DOMAIN 2.3); the sizes they hold for are our own guess, so
    that an outlet has to look at them.

    A parcel that is brought takes `parcel_crates` for one person, two and so on (the last for all
    above). About 25 articles of 0.6 kg (DOMAIN 2.2) are 15 kg, one full crate; from how many people
    on it takes a second one is our own guess.
    """

    office_name: str = "Voedselbrigade"
    office_phone: str = ""
    office_hours: str = ""
    at_door_house_s: int = 180
    at_door_flat_s: int = 300
    at_door_frail_s: int = 120
    rides: Mapping[MealKind, RideLimit] = field(default_factory=_rides)
    transports: Mapping[Transport, TransportRule] = field(default_factory=_transports)
    day_starts_s: int = hms(9)
    day_ends_s: int = hms(20)
    meals_per_crate: int = 12
    price_new_face_min: int = 10
    familiar_weeks: int = 8
    familiar_half_weeks: int = 4
    familiar_frail_percent: int = 150
    second_face_weeks: int = 3
    price_second_face_min: int = 10
    most_faces: int = 3
    price_extra_face_min: int = 5
    price_moved_min: int = 10
    price_hand_choice_min: int = 20
    hand_choice_half_weeks: int = 4
    price_late_ride_percent: int = 50
    price_off_wanted_percent: int = 50
    fair_minutes: int = 75
    fair_stops: int = 15
    spare_percent: int = 10
    price_balance_percent: int = 50
    price_over_stop_min: int = 1
    price_split_street_min: int = 2
    price_extra_area_min: int = 2
    price_too_often_min: int = 30
    price_route_min: int = 5
    most_trips: int = 2
    search_seconds: int = 20
    network_geocoders: frozenset[str] = frozenset()
    map_tiles: bool = False
    publish_before_s: int = hms(10, 45)
    audit_years: int = 5
    keep_stopped_months: int = 12
    keep_plans_months: int = 24
    keep_receivers_months: int = 6
    shop_hubs: frozenset[int] = frozenset()
    shop_points: tuple[int, ...] = (7, 15, 15, 20, 20, 20)
    shop_weeks: int = 1
    parcel_crates: tuple[int, ...] = (1, 1, 1, 2, 2, 2)
    language: str = "nl"
