"""What sets the crisis sheet for the window of papers; loaded when it is printed."""

from __future__ import annotations

from ..exports.paper.crisis import crisis_paper
from ..progress import Progress
from ..queries.crisis import crisis_sheet
from ..store.store import Store
from ..texts import _
from .paper_setting import MadePaper, Maker


def crisis_maker() -> Maker:
    """Return what sets the sheet with the numbers as they are entered now."""

    def make(store: Store, progress: Progress) -> MadePaper:
        paper = crisis_paper(crisis_sheet(store), progress)
        return MadePaper(
            what=_("Krisenblatt"), about="", content=paper.content, pages=paper.pages, purpose=_("Aushang")
        )

    return make
