"""The one stylesheet of the application, built from the named colours and today's text size.

Buttons say what they are through the dynamic property `look`: primary, plain, quiet. Lengths are the pictures' lengths
at 13 px text and grow with it; hairlines stay one pixel.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from string import Template

from ..paths import resource
from .colours import Colours

_FRAME = """
* { outline: none; }
QMainWindow, QDialog, QMessageBox, QWizard { background: $room; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: ${p4}px ${p8}px; }
QLabel { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QFrame[look="card"] { background: $room; border: 1px solid $line; border-radius: ${r8}px; }
QFrame[look="lane"] { background: $rail; border: none; border-radius: ${r8}px; }
QFrame[look="lane"] QListView { background: transparent; border: none; }
QFrame[look="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget#topBar { background: $room; border: none; border-bottom: 1px solid $line; }
QWidget#navigation { background: $rail; border: none; border-right: 1px solid $line; }
QWidget#statusLine { background: $room; border: none; border-top: 1px solid $line; }
QFrame#searchPopup, QFrame[look="popup"] { background: $raised; border: 1px solid $line; border-radius: ${r8}px; }
"""

_BUTTONS = """
QPushButton { background: $room; color: $text; border: 1px solid $line; border-radius: ${r8}px;
  padding: ${p5}px ${p12}px; font-weight: 600; min-height: ${p18}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; }
QPushButton:disabled { color: $hint; }
QPushButton[look="primary"], QPushButton:default[look="primary"] { background: $accent; color: $on_accent;
  border: 1px solid $accent; }
QPushButton[look="primary"]:hover { background: $accent_strong; border-color: $accent_strong; }
QPushButton[look="primary"]:disabled { background: $neutral_soft; color: $hint; border-color: $neutral_soft; }
QPushButton[look="quiet"] { background: transparent; border: 1px solid transparent; color: $accent;
  padding: ${p3}px ${p6}px; min-height: ${p16}px; }
QPushButton[look="faint"] { background: transparent; border: 2px solid transparent; padding: ${p2}px; }
QPushButton[look="faint"]:hover { background: $hover; }
QPushButton[look="faint"]:focus { border-color: $accent; padding: ${p2}px; }
QPushButton[look="quiet"]:hover { background: $accent_soft; }
QPushButton[look="quiet"]:checked { background: $accent_soft; }
QPushButton[look="quiet"]:disabled { color: $hint; background: transparent; }
QPushButton:focus { border: 2px solid $accent; padding: ${q5}px ${q12}px; }
QPushButton[look="quiet"]:focus { padding: ${q3}px ${q6}px; }
QPushButton[ring="none"]:focus { border: 1px solid $line; padding: ${p5}px ${p12}px; }
QPushButton[ring="none"][look="primary"]:focus { border: 1px solid $accent; }
QPushButton[ring="none"][look="quiet"]:focus { border: 1px solid transparent; padding: ${p3}px ${p6}px; }
QToolButton { background: transparent; border: 2px solid transparent; border-radius: ${r6}px; padding: ${p3}px; }
QToolButton:hover { background: $hover; }
QToolButton:focus { border-color: $accent; }
QTabBar::scroller { width: ${p34}px; }
QTabBar QToolButton { background: $room; border: 0; border-radius: 0; padding: 0; }
QToolButton::menu-indicator { image: none; width: 0px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox {
  background: $room; color: $text; border: 1px solid $edge; border-radius: ${r6}px; padding: ${p5}px ${p8}px;
  selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $hint;
  min-height: ${p18}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus {
  border: 2px solid $accent; padding: ${q5}px ${q8}px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $hint; background: $rail; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] { border-color: $danger; }
QLineEdit#searchField { background: $rail; border: 1px solid $line; border-radius: ${r8}px;
  padding: ${p5}px ${p10}px ${p5}px ${p34}px; min-height: ${p22}px; }
QLineEdit#searchField:focus { border: 2px solid $accent; padding: ${q5}px ${q10}px ${q5}px ${q34}px; }
QPlainTextEdit[look="bare"], QTextEdit[look="bare"], QLineEdit[look="bare"] { border: none; background: transparent;
  padding: 0px; }
QLineEdit[look="pill"] { background: $neutral_soft; border: 2px solid transparent; border-radius: ${p10}px;
  padding: 0px ${p10}px; min-height: ${p18}px; font-size: ${f12}px; }
QLineEdit[look="pill"]:focus { border-color: $accent; padding: 0px ${p10}px; }
QLineEdit[look="pill"][problem="true"] { border-color: $danger; }
QComboBox::drop-down { border: none; width: ${p22}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${p14}px; height: ${p14}px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; padding: ${p4}px;
  selection-background-color: $selected; selection-color: $text; outline: none; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: ${p18}px; }
QAbstractSpinBox::up-arrow { image: url("$up"); width: ${p10}px; height: ${p10}px; }
QAbstractSpinBox::down-arrow { image: url("$arrow"); width: ${p10}px; height: ${p10}px; }
QCheckBox, QRadioButton { spacing: ${p8}px; padding: ${p3}px; border: 2px solid transparent;
  border-radius: ${r6}px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator { width: ${p14}px; height: ${p14}px; border: 1px solid $edge;
  background: $room; border-radius: ${r4}px; }
QRadioButton::indicator { border-radius: ${p7}px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox::indicator:indeterminate { background: $neutral_soft; border-color: $accent; }
QRadioButton::indicator:checked { background: $accent; border: ${p4}px solid $accent_soft; width: ${p8}px;
  height: ${p8}px; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $line; background: $rail; }
QGroupBox { border: none; margin-top: ${p22}px; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0px; }
"""

_LISTS = """
QTableView { background: $room; border: none; gridline-color: transparent; selection-background-color: $selected;
  selection-color: $text; }
QListView, QTreeView { background: transparent; border: none; selection-background-color: $selected;
  selection-color: $text; }
QHeaderView { background: $room; border: none; }
QHeaderView::section { background: $room; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 0px ${p8}px; font-weight: 600; font-size: ${f12}px; }
QHeaderView::section:hover { color: $text; }
QTableCornerButton::section { background: $room; border: none; }
QMenu { background: $raised; border: 1px solid $line; border-radius: ${r8}px; padding: ${p4}px; }
QMenu::item { padding: ${p6}px ${p22}px ${p6}px ${p10}px; border-radius: ${r6}px; }
QMenu::item:selected { background: $selected; color: $text; }
QMenu::item:disabled { color: $hint; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px ${p6}px; }
QMenu::icon { padding-left: ${p8}px; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: ${p10}px; margin: 0px; }
QScrollBar:horizontal { background: transparent; height: ${p10}px; margin: 0px; }
QScrollBar::handle { background: $edge; border-radius: ${p4}px; border: ${p3}px solid $room; }
QScrollBar::handle:vertical { min-height: ${p34}px; }
QScrollBar::handle:horizontal { min-width: ${p34}px; }
QWidget#navigation QScrollBar::handle { border-color: $rail; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0px; height: 0px; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $neutral_soft; border: none; border-radius: ${r3}px; max-height: ${p6}px;
  min-height: ${p6}px; }
QProgressBar::chunk { background: $accent; border-radius: ${r3}px; }
QCalendarWidget QToolButton { color: $text; font-weight: 600; }
QCalendarWidget QWidget { background: $raised; alternate-background-color: $rail; }
QCalendarWidget QAbstractItemView { background: $raised; selection-background-color: $accent;
  selection-color: $on_accent; }
"""


def stylesheet(colours: Colours, is_dark: bool, px: Callable[[float], int]) -> str:
    """Return the stylesheet for these colours; `px` turns a length of the design into pixels at today's text size."""
    scheme = "dark" if is_dark else "light"
    values: dict[str, object] = dict(asdict(colours))
    values["arrow"] = resource(f"pictures/arrow-{scheme}.svg").as_posix()
    values["up"] = resource(f"pictures/up-{scheme}.svg").as_posix()
    values["tick"] = resource(f"pictures/tick-{scheme}.svg").as_posix()
    for length in (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 14, 16, 18, 22, 34):
        values[f"p{length}"] = px(length)
        values[f"q{length}"] = px(length) - 1  # padding beside a two-pixel edge
        values[f"r{length}"] = length  # radii stay: a rounder corner is no easier to read
    values["f12"] = px(12)
    return Template(_FRAME + _BUTTONS + _FIELDS + _LISTS).substitute(values)
