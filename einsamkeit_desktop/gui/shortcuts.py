"""Every key that works in the window, for the table in the settings; a test compares it with the window."""

from __future__ import annotations

from ..texts import mark

SHORTCUTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        mark("Überall"),
        (
            (mark("Strg+K"), mark("Suchen, öffnen, Befehle; mit > nur Befehle")),
            (mark("Strg+Umschalt+V"), mark("Vermerk schreiben")),
            (mark("Strg+N"), mark("Neuer Datensatz")),
            (mark("Strg+Z"), mark("Letzten Schritt zurücknehmen")),
            (mark("Strg+Umschalt+Z"), mark("Schritt wiederholen")),
            (mark("Strg+Y"), mark("Schritt wiederholen")),
            (mark("Strg+I"), mark("Liste importieren")),
            (mark("Strg+V"), mark("Kopierte Tabelle importieren, außerhalb von Textfeldern")),
            (mark("Strg+E"), mark("Liste weitergeben: Excel, CSV, PDF …")),
            (mark("Strg+P"), mark("Briefing drucken")),
            (mark("Strg+L"), mark("Sperren")),
            (mark("Strg+Links"), mark("Voriger Eintrag der Liste")),
            (mark("Strg+Rechts"), mark("Nächster Eintrag der Liste")),
        ),
    ),
    (
        mark("In Listen"),
        (
            (mark("Eingabe"), mark("Öffnen; im Papierkorb: zurückholen")),
            (mark("Leertaste"), mark("Ansehen, ohne die Liste zu verlassen")),
            (mark("Entf"), mark("In den Papierkorb")),
            (mark("Strg+C"), mark("Auswahl als Tabelle kopieren")),
            (mark("Esc"), mark("Vom Datensatz zurück zur Liste")),
        ),
    ),
    (
        mark("Bei Wiedervorlagen, auf „Heute“ und in der Liste"),
        (
            (mark("Leertaste"), mark("Auf „Heute“: erledigt")),
            (mark("B"), mark("Auf „Heute“: die Wiedervorlage selbst öffnen")),
            (mark("E"), mark("Erledigt")),
            (mark("Umschalt+E"), mark("Erledigt mit Ergebnis, und wann die nächste fällig ist")),
            (mark("Eingabe"), mark("Öffnen")),
            (mark("+"), mark("Einen Tag später")),
            (mark("W"), mark("Eine Woche später")),
            (mark("N"), mark("Am nächsten Arbeitstag")),
            (mark("D"), mark("Auf einen gewählten Tag")),
        ),
    ),
    (
        mark("Auf der Tafel der Vorgänge"),
        (
            (mark("Strg+Rechts, Strg+Links"), mark("Nächster oder voriger Status")),
            (mark("Rechts, Links"), mark("Nachbarspalte")),
            (mark("Eingabe"), mark("Öffnen")),
            (mark("Kontextmenü"), mark("In einen anderen Status")),
        ),
    ),
    (
        mark("Im Kalender"),
        (
            (mark("Pfeile"), mark("Anderer Tag; im Tag und in der Woche: nächster Eintrag")),
            (mark("Bild auf, Bild ab"), mark("Woche oder Monat weiter")),
            (mark("T"), mark("Zu heute")),
            (mark("N"), mark("Neu an diesem Tag")),
            (mark("Eingabe"), mark("Eintrag öffnen, sonst den Tag")),
            (mark("Alt+Links, Alt+Rechts"), mark("Eintrag um einen Tag verschieben")),
            (mark("Alt+Auf, Alt+Ab"), mark("Eintrag um eine halbe Stunde verschieben")),
        ),
    ),
    (
        mark("Beim Schreiben"),
        (
            (mark("Strg+S"), mark("Speichern")),
            (mark("Strg+Eingabe"), mark("Im Vermerk: diese Zeile wird Aufgabe")),
            (mark("Alt+M"), mark("Im Vermerk: Betreff, Anlass, Ort, Dauer, Nadeln zeigen")),
            (mark("Strg+B"), mark("Im Vermerk: fett")),
            (mark("Strg+I"), mark("Im Vermerk: kursiv")),
            (mark("- am Zeilenanfang"), mark("Im Vermerk: Liste; Eingabe führt sie fort")),
            (mark("@"), mark("Im Vermerk: Person oder Organisation verknüpfen")),
        ),
    ),
)
"""Groups of (keys, what they do), in German as they stand on the keyboard."""
