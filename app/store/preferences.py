"""Small choices of the reader that outlive a session, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.store.database import preferences

if TYPE_CHECKING:
    from sqlalchemy import Engine


class PreferenceStore:
    """Read and write named text values."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str, default: str = "") -> str:
        """Return a value, or the default when none was set."""
        query = select(preferences.c.value).where(preferences.c.name == name)
        with self._engine.connect() as connection:
            value = connection.execute(query).scalar()
        return default if value is None else value

    def set(self, name: str, value: str) -> None:
        """Keep a value under a name."""
        with self._engine.begin() as connection:
            connection.execute(delete(preferences).where(preferences.c.name == name))
            connection.execute(insert(preferences).values(name=name, value=value))
