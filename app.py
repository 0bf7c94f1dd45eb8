"""The launcher: Streamlit's pages and our own HTTP routes in one process.

`app` must be assigned by a literal `st.App(...)` call in this file: Streamlit looks for exactly
that, and would otherwise serve the file as an empty script without the gate.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

import voedselbrigade
from voedselbrigade.web.gate import OnlyThisMachine

HERE = Path(voedselbrigade.__file__).resolve().parent

app = st.App(
    HERE / "ui" / "frame" / "main.py",
    middleware=[Middleware(OnlyThisMachine)],
    routes=[Mount("/assets", StaticFiles(directory=HERE / "web" / "assets"))],
)

if __name__ == "__main__":
    app.run(config={"server.address": "127.0.0.1", "server.port": 8501})
