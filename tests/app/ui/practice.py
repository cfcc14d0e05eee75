"""The Practice page as a test opens it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from app.settings import ROOT

SECONDS = 120


def tab(quiz_id: str = "") -> AppTest:
    """Return a new tab on the Practice page, with a quiz open."""
    app = AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS)
    app.run()
    app.switch_page("ui/pages/practice.py")
    if quiz_id:
        app.query_params["quiz"] = quiz_id
    return app.run()
