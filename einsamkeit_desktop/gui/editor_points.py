"""Editors for phone numbers, mail addresses, web pages and postal addresses: rows that can be added and removed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..kinds.clean import clean_text
from ..kinds.fields import Field
from ..kinds.phones import normalise_phone
from ..kinds.points import POINT_KINDS, POINT_LABELS, Address, ContactPoint
from ..queries.settings import profile
from ..texts import _
from . import theme
from .editors import Editor
from .widgets import Button, StillCombo
from .workbench import Workbench

_PHONES = ("phone", "mobile", "fax")


class Row(QWidget):
    """One entry of a list of points.

    Signals:
        edited(): something in it changed.
        removed(): × was pressed.
    """

    edited = Signal()
    removed = Signal()
    narrow_below = 430  # width in px at 13 px text under which the row takes two lines

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(theme.current().px(6))
        self.drop = Button("", icon="x", look="quiet", name=f"{name}_remove")
        self.drop.clicked.connect(self.removed)
        self._is_narrow: bool | None = None

    def line(self, part: str, label: str, placeholder: str = "") -> QLineEdit:
        """Return a new line of this row."""
        made = QLineEdit()
        made.setObjectName(f"{self.objectName()}_{part}")
        made.setAccessibleName(label)
        made.setPlaceholderText(placeholder or label)
        made.textEdited.connect(self.edited)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Take two lines where one is too narrow."""
        super().resizeEvent(event)
        is_narrow = self.width() < theme.current().px(self.narrow_below)
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self.arrange(is_narrow)
            self.grid.setContentsMargins(0, 0, 0, theme.current().px(8) if is_narrow else 0)

    def arrange(self, is_narrow: bool) -> None:
        """Place the parts in one line or two."""
        raise NotImplementedError

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        raise NotImplementedError


class PointRow(Row):
    """One phone number, mail address or web page; a number is written after DIN 5008 when the person goes on."""

    narrow_below = 560

    def __init__(self, name: str, point: ContactPoint, area_code: str) -> None:
        super().__init__(name)
        self._point, self._area_code = point, area_code
        self._kind = StillCombo()
        self._kind.setObjectName(f"{name}_kind")
        self._kind.setAccessibleName(_("Art"))
        for kind in POINT_KINDS:
            self._kind.addItem(_(POINT_LABELS[kind]), kind)
        self._kind.setCurrentIndex(POINT_KINDS.index(point.kind))
        self.value_line = self.line("value", _("Nummer oder Adresse"))
        self.value_line.setText(point.value)
        self.value_line.setCursorPosition(0)
        self.value_line.setToolTip(self._origin())
        self._label = self.line("label", _("Bezeichnung"))
        self._label.setText(point.label)
        self._public = QCheckBox(_("öffentlich"))
        self._public.setObjectName(f"{name}_public")
        self._public.setChecked(point.public)
        self.drop.setAccessibleName(_("Zeile entfernen: {value}").format(value=point.value))
        self._kind.activated.connect(self.edited)
        self._public.clicked.connect(self.edited)
        self.value_line.editingFinished.connect(self._normalise)
        self.arrange(False)

    def point(self) -> ContactPoint | None:
        """Return what the row says, None where it says nothing."""
        value = clean_text(self.value_line.text()).strip()
        if not value:
            return None
        label = clean_text(self._label.text()).strip()
        original = self._point.original if value == self._point.value else ""
        return ContactPoint(self._kind.currentData(), value, original, label, self._public.isChecked())

    def arrange(self, is_narrow: bool) -> None:
        """Place kind, value, label, public and ×."""
        narrow = ((0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1), (0, 2, 1, 1))
        for at, part in enumerate(self.stops()):
            self.grid.removeWidget(part)
            self.grid.addWidget(part, *(narrow[at] if is_narrow else (0, at, 1, 1)))
        look = theme.current()
        self._label.setMaximumWidth(16_777_215 if is_narrow else look.px(170))
        self.grid.setColumnStretch(1, 1)

    def stops(self) -> list[QWidget]:
        """Stop at every part."""
        return [self._kind, self.value_line, self._label, self._public, self.drop]

    def _normalise(self) -> None:
        """Guess the kind from the text, and write numbers as the norm does; what was typed is kept beside it."""
        typed = self.value_line.text().strip()
        if not typed or typed == self._point.value:
            return
        if "@" in typed:
            self._choose("email")
        elif typed.casefold().startswith(("www.", "http://", "https://")):
            self._choose("web")
        if self._kind.currentData() not in _PHONES:
            return
        phone = normalise_phone(typed, self._area_code)
        if phone.is_mobile and self._kind.currentData() == "phone":
            self._choose("mobile")
        original = phone.original if phone.original != phone.shown else ""
        self._point = self._point._replace(value=phone.shown, original=original)
        self.value_line.setText(phone.shown)
        self.value_line.setToolTip(self._origin())
        self.drop.setAccessibleName(_("Zeile entfernen: {value}").format(value=phone.shown))

    def _choose(self, kind: str) -> None:
        self._kind.setCurrentIndex(POINT_KINDS.index(kind))

    def _origin(self) -> str:
        return _("Eingegeben als: {text}").format(text=self._point.original) if self._point.original else ""


class AddressRow(Row):
    """One postal address; the seldom parts are shown where they are filled, or by "Weitere Angaben"."""

    _SELDOM = ("extra", "po_box", "country", "label")

    def __init__(self, name: str, address: Address) -> None:
        super().__init__(name)
        labels = {
            "street": (_("Straße und Hausnummer"), ""),
            "postal_code": (_("Postleitzahl"), _("PLZ")),
            "city": (_("Ort"), ""),
            "extra": (_("Zusatz"), _("Zusatz, Gebäude, Etage")),
            "po_box": (_("Postfach"), ""),
            "country": (_("Land"), ""),
            "label": (_("Bezeichnung"), _("Besuch, Post …")),
        }
        self.parts = {part: self.line(part, *texts) for part, texts in labels.items()}
        for part, line in self.parts.items():
            line.setText(getattr(address, part))
            line.setCursorPosition(0)
        self.parts["postal_code"].setMaxLength(10)
        self.drop.setAccessibleName(_("Anschrift entfernen: {text}").format(text=address.one_line()))
        self._more = Button(_("Weitere Angaben"), look="quiet", name=f"{name}_more")
        self._more.clicked.connect(lambda: self._show_seldom(True))
        self.arrange(False)
        self._show_seldom(any(getattr(address, part) for part in self._SELDOM))

    def address(self) -> Address | None:
        """Return what the row says, None where it says nothing."""
        said = Address(**{part: clean_text(line.text()).strip() for part, line in self.parts.items()})
        return None if said == Address(label=said.label) else said

    def arrange(self, is_narrow: bool) -> None:
        """Place street, postal code and city in one line, or in two."""
        one = {"street": (0, 0, 1, 2), "postal_code": (0, 2, 1, 1), "city": (0, 3, 1, 1)}
        two = {"street": (0, 0, 1, 4), "postal_code": (1, 0, 1, 1), "city": (1, 1, 1, 3)}
        seldom = {"extra": (2, 0, 1, 2), "po_box": (2, 2, 1, 2), "country": (3, 0, 1, 2), "label": (3, 2, 1, 2)}
        for part, place in {**(two if is_narrow else one), **seldom}.items():
            self.grid.removeWidget(self.parts[part])
            self.grid.addWidget(self.parts[part], *place)
        self.grid.addWidget(self.drop, 0, 4)
        self.grid.addWidget(self._more, 4, 0, 1, 4, Qt.AlignmentFlag.AlignLeft)
        self.parts["postal_code"].setMaximumWidth(theme.current().px(90))
        for column, stretch in enumerate((0, 3, 0, 2)):
            self.grid.setColumnStretch(column, stretch)

    def stops(self) -> list[QWidget]:
        """Stop at the usual parts, ×, and the seldom ones."""
        usual = [self.parts[part] for part in ("street", "postal_code", "city")]
        return [*usual, self.drop, *(self.parts[part] for part in self._SELDOM), self._more]

    def _show_seldom(self, is_shown: bool) -> None:
        had_focus = self._more.hasFocus()
        for part in self._SELDOM:
            self.parts[part].setVisible(is_shown)
        self._more.setVisible(not is_shown)
        if had_focus:
            self.parts["extra"].setFocus()


class RowsEditor(Editor):
    """Rows and, below them, the button that adds one."""

    is_wide = True

    def __init__(self, field: Field, bench: Workbench) -> None:
        super().__init__(field, bench)
        self._rows: list[Row] = []
        self._number = 0
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.current().px(6))
        self._add = Button(self.invitation(), icon="plus", look="quiet", name=f"add_{field.name}")
        self._add.clicked.connect(self._start_row)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self.row.addLayout(self._column)
        self.take(self._add)
        self.control.setAccessibleName(_("{label}: {button}").format(label=_(field.label), button=self._add.text()))

    def show_value(self, value: Any) -> None:
        """Show a row per entry."""
        while self._rows:
            self._forget(self._rows[-1])
        for entry in value or ():
            self._append(entry)

    def stops(self) -> list[QWidget]:
        """Stop at the rows, then at the button."""
        return [*(stop for row in self._rows for stop in row.stops()), self._add]

    def invitation(self) -> str:
        """Return what the button says."""
        raise NotImplementedError

    def new_row(self, name: str, entry: Any) -> Row:
        """Return a row that shows an entry, or an empty one for None."""
        raise NotImplementedError

    def _append(self, entry: Any) -> Row:
        row = self.new_row(f"{self.field.name}_{self._number}", entry)
        self._number += 1
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._column.insertWidget(len(self._rows) - 1, row)
        return row

    def _start_row(self) -> None:
        row = self._append(None)
        row.show()  # a hidden widget takes no focus, and a layout shows its widgets later
        self.stops_changed.emit()
        first = row.findChild(QLineEdit)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _remove(self, row: Row) -> None:
        self._forget(row)
        self.stops_changed.emit()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _forget(self, row: Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()


class ContactsEditor(RowsEditor):
    """Phone numbers, mail addresses, web pages."""

    def value(self) -> tuple[ContactPoint, ...]:
        """Return the filled rows."""
        points = (row.point() for row in self._rows if isinstance(row, PointRow))
        return tuple(point for point in points if point is not None)

    def invitation(self) -> str:
        """Return what the button says."""
        return _("Telefon, E-Mail oder Web hinzufügen")

    def new_row(self, name: str, entry: ContactPoint | None) -> Row:
        """Return a row for a point."""
        area_code = str(profile(self.bench.store).get("phone_area_code", ""))
        return PointRow(name, entry or ContactPoint("phone", ""), area_code)


class AddressesEditor(RowsEditor):
    """Postal addresses."""

    def value(self) -> tuple[Address, ...]:
        """Return the filled rows."""
        addresses = (row.address() for row in self._rows if isinstance(row, AddressRow))
        return tuple(address for address in addresses if address is not None)

    def invitation(self) -> str:
        """Return what the button says."""
        return _("Anschrift hinzufügen")

    def new_row(self, name: str, entry: Address | None) -> Row:
        """Return a row for an address."""
        return AddressRow(name, entry or Address())
