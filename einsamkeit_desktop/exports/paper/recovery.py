"""The sheet with the recovery key: printed once, kept in a safe place (Wiederherstellungsblatt)."""

from __future__ import annotations

from datetime import date

from ...kinds.days import format_day_long
from ...progress import Progress
from ...queries.briefing import Line
from ...texts import _
from . import house
from .blocks import Rule, Space
from .build import build
from .flow import composed
from .house import ROOMY
from .meeting import Signatures
from .nodes import Description
from .story import Story
from .words import Wording


def recovery_pdf(recovery_key: str, store_name: str, today: date) -> bytes:
    """Return the sheet for a new store as an accessible PDF; the key is printed in its groups of four."""
    size, area = house.portrait()
    wording = Wording()
    story = Story(wording, area.width, ROOMY)
    _tell(story, recovery_key, store_name, today)
    title, line = _("Wiederherstellungsblatt"), wording.line
    frame = house.HouseFrame(
        size,
        area,
        running_title=line(title),
        running_office=line("Gem-Einsamkeit"),
        stand=line(_("Stand: {day}").format(day=format_day_long(today))),
        confidentiality=line(_("Vertraulich – unter Verschluss aufbewahren")),
        pages=_("Seite {number} von {total}"),
    )
    description = Description(line(title), line("Gem-Einsamkeit"), line(""), today)
    return build(composed(story.blocks, area), story.root, frame, description, wording.missing, Progress()).content


def _tell(story: Story, recovery_key: str, store_name: str, today: date) -> None:
    story.begin_section()
    story.blocks.append(Space(40))
    story.prose(_("Gem-Einsamkeit"), house.COVER_KICKER, keeps=True)
    story.heading(1, _("Wiederherstellungsblatt"), house.COVER_TITLE, above=4)
    story.prose(
        _(
            "Dieser Schlüssel öffnet den Bestand, wenn die Passphrase vergessen wurde. Ohne beides sind die Daten "
            "verloren. Bewahren Sie das Blatt getrennt vom Rechner auf, zum Beispiel im Tresor des Amtes."
        ),
        house.COVER_FACT,
        above=18,
    )
    groups = recovery_key.split("-")
    half = (len(groups) + 1) // 2
    story.blocks.append(Rule(house.HAIRLINE, house.THIN, above=26))
    for part in (groups[:half], groups[half:]):
        story.prose("\u00a0 \u00a0".join(part), house.COVER_TITLE, above=16)
    story.blocks.append(Rule(house.HAIRLINE, house.THIN, above=22))
    story.facts(
        [Line(_("Bestand"), store_name), Line(_("Ausgestellt am"), format_day_long(today))],
        house.COVER_LABEL,
        house.COVER_FACT,
        104,
        above=20,
    )
    story.prose(
        _("Beim Öffnen „Wiederherstellungsschlüssel verwenden“ wählen. Striche und Kleinschreibung schaden nicht."),
        ROOMY.quiet,
        above=14,
    )
    captions = [story.run(text, ROOMY.quiet) for text in (_("Hinterlegt bei"), _("Datum, Unterschrift"))]
    story.blocks += [Space(40), Signatures(story.section, captions)]
