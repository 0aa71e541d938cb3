"""Days and moments, typed in words: morgen, fr, +14, 10.2., KW 9, heute 14:05."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QLocale, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ..kinds import clock, days
from ..texts import _
from . import icons, theme
from .widgets import repolish


class DayEdit(QLineEdit):
    """A day, typed in words or picked with Alt+Down; the day meant is shown at the right while typing.

    Up and Down go a day on or back. Signals:
        day_changed(date | None): another day is meant, also while typing; None for an empty or unclear text.
    """

    day_changed = Signal(object)

    def __init__(self, *, name: str = "day", label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label or _("Datum"))
        self.setAccessibleDescription(_("zum Beispiel morgen, fr, +14, 10.2., KW 9; Alt+Ab öffnet den Kalender"))
        self.setPlaceholderText(_("TT.MM.JJJJ, morgen, +14 …"))
        self._day: date | None = None
        self._calendar: QFrame | None = None
        self._opener = self.addAction(icons.icon("calendar"), QLineEdit.ActionPosition.TrailingPosition)
        self._opener.setToolTip(_("Kalender (Alt+Ab)"))
        self._opener.triggered.connect(self.open_calendar)
        theme.current().changed.connect(self._dress)
        self.textEdited.connect(self._read)

    def day(self) -> date | None:
        """Return the day meant, None when the field is empty or unclear."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day; emits nothing."""
        self._day = day
        self.setText(days.format_day(day) if day else "")
        self._mark()

    def problem(self) -> str:
        """Return the sentence for a text that is no day, "" when all is well."""
        if self._day is not None or not self.text().strip():
            return ""
        return _("„{text}“ ist kein Datum. Möglich sind 10.02.2025, 10.2., morgen, fr, +14 oder KW 9.").format(
            text=self.text().strip()
        )

    def open_calendar(self) -> None:
        """Let the person pick a day."""
        calendar = make_calendar(self._day or clock.today())
        calendar.activated.connect(self._pick)
        calendar.clicked.connect(self._pick)
        self._calendar = QFrame(self, Qt.WindowType.Popup)
        self._calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._calendar.setProperty("look", "popup")
        column = QVBoxLayout(self._calendar)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(calendar)
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._calendar.show()
        calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Open the calendar, go by days."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() in steps and not event.modifiers():
            self._change((self._day or clock.today()) + timedelta(days=steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Write the day out in full."""
        super().focusOutEvent(event)
        if self._day is not None:
            self.setText(days.format_day(self._day))
        self._mark()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Show the day meant beside the words."""
        super().paintEvent(event)
        if self._day is None or self.text() == days.format_day(self._day):
            return
        look = theme.current()
        painter = QPainter(self)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("muted"))
        area = self.rect().adjusted(look.px(8), 0, -look.px(32), 0)
        weekday = _(days.WEEKDAYS[self._day.weekday()])[:2]
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        meant = f"{weekday} {days.format_day(self._day)}"
        typed = self.fontMetrics().horizontalAdvance(self.text())
        if typed + painter.fontMetrics().horizontalAdvance(meant) + look.px(12) < area.width():
            painter.drawText(area, right, meant)
        painter.end()

    def _dress(self) -> None:
        self._opener.setIcon(icons.icon("calendar"))

    def _read(self, text: str) -> None:
        meant = days.parse_day(text, clock.today()) if text.strip() else None
        if meant != self._day:
            self._day = meant
            self.day_changed.emit(meant)
        self.setProperty("problem", False)
        repolish(self)

    def _pick(self, picked: QDate) -> None:
        if self._calendar is not None:
            self._calendar.close()
            self._calendar = None
        self._change(date(picked.year(), picked.month(), picked.day()))
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _change(self, day: date) -> None:
        self.set_day(day)
        self.day_changed.emit(day)

    def _mark(self) -> None:
        self.setProperty("problem", bool(self.problem()))
        self.setToolTip(self.problem())
        repolish(self)


class MomentEdit(QLineEdit):
    """When something was, as a pill: "heute 14:05". Understands the words of DayEdit with or without a time.

    Signals:
        moment_changed(datetime | None): another moment is meant (UTC); None for an unclear text.
    """

    moment_changed = Signal(object)

    def __init__(self, *, name: str = "moment", label: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("look", "pill")
        self.setAccessibleName(label or _("Zeitpunkt"))
        self.setAccessibleDescription(_("zum Beispiel heute 14:05, gestern 9 Uhr, 10.2. 11:30"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFont(theme.current().font("small"))
        self._moment: datetime | None = None
        self.textEdited.connect(self._read)
        self.textChanged.connect(self.updateGeometry)
        theme.current().changed.connect(self.updateGeometry)

    def moment(self) -> datetime | None:
        """Return the moment meant in UTC, None when the text is unclear."""
        return self._moment

    def set_moment(self, moment: datetime) -> None:
        """Show a moment; emits nothing."""
        self._moment = moment
        self.setText(format_moment(moment))
        self._mark()

    def problem(self) -> str:
        """Return the sentence for a text that is no moment, "" when all is well."""
        if self._moment is not None:
            return ""
        return _("„{text}“ ist kein Zeitpunkt. Möglich sind heute 14:05, gestern 9 Uhr oder 10.2. 11:30.").format(
            text=self.text().strip()
        )

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ask for the room of the text."""
        look = theme.current()
        return QSize(self.fontMetrics().horizontalAdvance(self.text() + " ") + look.px(26), look.px(22))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Accept the room of a day."""
        look = theme.current()
        return QSize(look.px(80), look.px(22))

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Write the moment out."""
        super().focusOutEvent(event)
        if self._moment is not None:
            self.setText(format_moment(self._moment))
        self._mark()

    def _read(self, text: str) -> None:
        meant = clock.parse_moment(text)
        if meant != self._moment:
            self._moment = meant
            self.moment_changed.emit(meant)

    def _mark(self) -> None:
        self.setProperty("problem", bool(self.problem()))
        self.setToolTip(self.problem())
        repolish(self)


def make_calendar(day: date) -> QCalendarWidget:
    """Return a German month with calendar weeks, in the colours of the theme, on this day."""
    look = theme.current()
    calendar = QCalendarWidget()
    calendar.setObjectName("calendar")
    calendar.setLocale(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
    weekend = QTextCharFormat()
    weekend.setForeground(look.colour("muted"))
    for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(weekday, weekend)
    for name, icon, words in (
        ("prev", "chevron-left", _("Voriger Monat")),
        ("next", "chevron-right", _("Nächster Monat")),
    ):
        button = calendar.findChild(QToolButton, f"qt_calendar_{name}month")
        if isinstance(button, QToolButton):
            button.setIcon(icons.icon(icon, "text"))
            button.setAccessibleName(words)
            button.setToolTip(words)
    calendar.setSelectedDate(QDate(day.year, day.month, day.day))
    return calendar


def format_moment(moment: datetime) -> str:
    """Return the moment as typed: heute 14:05, 10.02.2025 09:00."""
    local = moment.astimezone()
    distance = abs((local.date() - clock.today()).days)
    day = days.relative_day(local.date(), clock.today()) if distance <= 1 else days.format_day(local.date())
    return f"{day} {local:%H:%M}"
