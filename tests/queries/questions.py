"""How many statements a question takes: on a slow disk each of them may wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from einsamkeit_desktop.store.store import Store


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """Give the list that every statement until the end of the block goes into, in order."""
    asked: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN":
            asked.append(statement)

    event.listen(store._engine, "before_cursor_execute", hear)
    try:
        yield asked
    finally:
        event.remove(store._engine, "before_cursor_execute", hear)
