"""How taking a step back ended, in words: the three counts always stand there, so that nobody has to wonder."""

from __future__ import annotations

from ..store.journal import TakenBack
from ..texts import _, grouped, inner


def result_in_words(name: str, taken: TakenBack) -> str:
    """Return how many records were taken back, how many kept because they were edited since, how many could not be."""
    texts = (
        (_("{count} zurückgenommen"), taken.taken_back),
        (_("{count} behalten, weil seither bearbeitet"), len(taken.kept)),
        (_("{count} nicht möglich, weil andere Datensätze darauf verweisen"), len(taken.failed)),
    )
    counts = " · ".join(text.format(count=grouped(count)) for text, count in texts)
    return _("„{step}“: {counts}.").format(step=inner(name), counts=counts)
