"""How records are kept: the only room that knows SQLite."""
