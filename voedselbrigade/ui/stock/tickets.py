"""A name for what is about to be booked, so that a double click or a retry books it once."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st


def ticket(about: str) -> str:
    """The same name until `spent` is called: it becomes the cause of the booking."""
    return str(st.session_state.setdefault(_key(about), uuid4().hex))


def spent(about: str) -> None:
    """It is booked; what comes next is something else."""
    st.session_state.pop(_key(about), None)


def _key(about: str) -> str:
    return f"stock_ticket_{about}"
