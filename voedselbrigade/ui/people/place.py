"""Where somebody's front door is on the map, how sure that is, and pointing at it by hand."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit_folium import st_folium

from voedselbrigade.adapters import maps
from voedselbrigade.domain.comparing import Kept
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import Address, Located, Point
from voedselbrigade.services import locating
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.services.records import address_of
from voedselbrigade.ui import parts, session
from voedselbrigade.words import Speaker


def show(t: Speaker, kind: PersonKind, someone: Kept) -> None:
    address = address_of(someone)
    if address is None:
        return
    found = someone.located
    with st.expander(t("Plek op de kaart"), expanded=found is None):
        if found is None:
            _meant(t, kind, int(someone.id), address)
        else:
            word = t.term("confidence", found.confidence)
            tone: parts.Tone = "good" if found.sure else "look"
            parts.show(parts.note(tone, t("Gevonden: {how}.", how=word), _doubt(t, someone)))
        _pick(t, kind, someone)
        st.button(
            t("Zoek opnieuw"), key="look_again", on_click=_again, args=(kind, int(someone.id))
        )


def _meant(t: Speaker, kind: PersonKind, ident: int, address: Address) -> None:
    """Why it was not found, and at most five addresses that may be meant."""
    answer = locating.find(address, session.home().geocoder())
    if isinstance(answer, Located):
        parts.show(parts.note("look", t("Nu wel gevonden: druk op “Zoek opnieuw”.")))
        return
    parts.show(parts.note("problem", t.fact(answer.reason)))
    if answer.suggestions:
        st.write(t("Bedoelt u een van deze adressen?"))
    for place, one in enumerate(answer.suggestions):
        words = ", ".join(part for part in (one.line, one.shown_postcode, one.town) if part)
        st.button(words, key=f"meant_{place}", on_click=_choose, args=(kind, ident, one))


def _choose(kind: PersonKind, ident: int, address: Address) -> None:
    t = session.speak()
    found = locating.find(address, session.home().geocoder())
    if isinstance(found, NotLocated):
        session.tell("problem", t.fact(found.reason))
        return
    with session.doing(t("Het adres is verbeterd.")) as work:
        locating.correct_address(work, kind, ident, address, found)


def _pick(t: Speaker, kind: PersonKind, someone: Kept) -> None:
    """Tap on the map, or type the place; the doors that we know are small dots."""
    with session.view() as work:
        near = locating.known_doors(work)
    st.write(t("Tik op de kaart waar de voordeur is. De puntjes zijn adressen die wij al kennen."))
    point = someone.located.point if someone.located else None
    tapped = st_folium(
        maps.pick_map(point, near, streets=session.home().streets.ground()),
        key=f"pick_{kind}_{someone.id}",
        height=320,
        use_container_width=True,
        returned_objects=["last_clicked"],
    )
    chosen = (tapped or {}).get("last_clicked")
    lat, lon = (chosen["lat"], chosen["lng"]) if chosen else _start(point, near)
    suffix = f"{lat:.5f}_{lon:.5f}"
    left, middle, right = st.columns(3, vertical_alignment="bottom")
    lat = left.number_input(
        t("Breedte"), -90.0, 90.0, lat, step=0.0001, format="%.5f", key=f"lat_{suffix}"
    )
    lon = middle.number_input(
        t("Lengte"), -180.0, 180.0, lon, step=0.0001, format="%.5f", key=f"lon_{suffix}"
    )
    right.button(
        t("Zet hier neer"),
        key="by_hand",
        type="primary" if chosen else "secondary",
        on_click=_by_hand,
        args=(kind, int(someone.id), lat, lon),
    )


def _start(point: Point | None, near: Sequence[Point]) -> tuple[float, float]:
    found = point or (near[0] if near else Point(52.08, 4.31))
    return found.lat, found.lon


def _doubt(t: Speaker, someone: Kept) -> list[str]:
    found = someone.located
    return [t.fact(found.doubt)] if found and found.doubt else []


def _by_hand(kind: PersonKind, ident: int, lat: float, lon: float) -> None:
    point = Point(lat, lon)
    t = session.speak()
    with session.doing(t("De plek is bewaard.")) as work:
        locating.place_by_hand(work, kind, ident, point)


def _again(kind: PersonKind, ident: int) -> None:
    with session.doing() as work:
        locating.look_again(work, kind, ident)
    session.locate_all()
