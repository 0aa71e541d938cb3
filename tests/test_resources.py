"""What ships along is complete, well-formed and replaceable by another municipality's."""

import ast
import csv
import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from einsamkeit_desktop import paths
from einsamkeit_desktop.kinds.fields import Choice
from einsamkeit_desktop.kinds.registry import KINDS
from einsamkeit_desktop.paths import resource

SOURCE = Path(__file__).parent.parent
FONTS = ("Regular", "Italic", "Medium", "SemiBold", "Bold")
PROFILES = sorted(path.name for path in resource("profiles").iterdir() if path.is_dir())
# Names and texts that occur in the domain, in every script the papers promise.
WRITTEN = (
    "ÄÖÜäöüßẞ éèêëçñåøœæ Łukaszewicz Yıldız Đorđević Þórsson Čelik Öztürk Şahin Țăran Kőszegi Žižek"
    " Ελληνικά άέήίόύώ Шевчук Їжак Ґанок Ёлкин Ђорђе Nguyễn Thị Lan Đặng Phạm ƠƯ"
    " „“‚‘»«–—…·•→←↑↓×−°€§№✓½²³\u00a0\u2011\u202f"
)


def lists() -> dict:
    return json.loads(resource("value_lists.json").read_text(encoding="utf-8"))["lists"]


def areas(profile: str) -> list[dict[str, str]]:
    with resource(f"profiles/{profile}/areas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def said(tree: ast.Module) -> Iterator[str]:
    """Yield the texts of a module that the program can show or write: all but docstrings."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.value


def test_a_missing_resource_is_a_sentence():
    with pytest.raises(paths.ResourceMissing, match=r"icons/nothing\.svg.*neu"):
        resource("icons/nothing.svg")


@pytest.mark.parametrize("style", FONTS)
def test_the_fonts_write_every_name(style: str):
    font = TTFont(resource(f"fonts/Inter-{style}.ttf"))

    assert "glyf" in font, "reportlab embeds TrueType outlines only"
    assert [char for char in WRITTEN if ord(char) not in font.getBestCmap()] == []


def test_every_icon_is_one_small_drawing_in_the_colour_of_the_text():
    for path in resource("icons").glob("*.svg"):
        root = ElementTree.parse(path).getroot()
        assert root.get("viewBox") == "0 0 24 24" and root.get("stroke") == "currentColor", path.name


def test_every_value_list_that_a_kind_names_exists():
    named = {field.of for kind in KINDS.values() for field in kind.fields.values() if isinstance(field, Choice)}

    assert named <= set(lists())


def test_the_codes_of_the_value_lists_are_stable_ascii_and_unique():
    for name, values in lists().items():
        codes = [entry["code"] for entry in values["entries"]]
        assert len(codes) == len(set(codes)) and values["label"], name
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", code) for code in codes), name
        assert all(entry["label"].strip() == entry["label"] != "" for entry in values["entries"]), name


def test_every_kind_of_note_says_whether_it_counts_and_has_an_icon():
    for entry in lists()["note_kind"]["entries"]:
        assert isinstance(entry["counts_as_contact"], bool)
        assert entry["direction"] in {"in", "out", "both", "none"}
        assert resource(f"icons/{entry['icon']}.svg")


def test_mass_mail_and_outgoing_mail_do_not_count_as_contact():
    uncounted = {entry["code"] for entry in lists()["note_kind"]["entries"] if not entry["counts_as_contact"]}

    assert uncounted == {"email_aus", "brief_aus", "rundmail", "vermerk", "social_media"}


def test_priorities_carry_their_rhythm_in_days():
    assert {entry["code"]: entry["rhythm_days"] for entry in lists()["priority"]["entries"]} == {
        "A": 60,
        "B": 120,
        "C": 365,
    }


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_has_the_same_shape(profile: str):
    told = json.loads(resource(f"profiles/{profile}/profile.json").read_text(encoding="utf-8"))
    rows = areas(profile)

    assert re.fullmatch(r"\d{8}", told["ags"]) and re.fullmatch(r"0\d{2,5}", told["phone_area_code"])
    assert told["federal_state"] in {entry["code"] for entry in lists()["federal_state"]["entries"]}
    assert {"name", "unit", "address", "phone", "email"} <= set(told["office"])
    assert all(re.fullmatch(r"\d{5}", code) for code in told["postal_codes"])
    assert {row["ebene"] for row in rows} == {"0", *told["levels"]}
    assert {row["code"] for row in rows if row["ebene"] == "0"} == {"GESAMT", "EXTERN", "UNBEKANNT"}
    assert len({(row["ebene"], row["code"], row["gueltig_von"]) for row in rows}) == len(rows)


@pytest.mark.parametrize("profile", PROFILES)
def test_every_area_lies_in_one_of_the_level_above(profile: str):
    rows = areas(profile)
    codes = {(row["ebene"], row["code"]) for row in rows}

    for row in rows:
        above = str(int(row["ebene"]) - 1)
        assert not row["uebergeordnet_code"] or (above, row["uebergeordnet_code"]) in codes, row


def test_the_large_profile_has_12_districts_and_62_statistical_ones_with_leading_zeros():
    rows = areas("dortmund")

    assert [sum(row["ebene"] == level for row in rows) for level in "12"] == [12, 62]
    assert "00" in {row["code"] for row in rows if row["ebene"] == "2"}


def test_no_place_name_of_a_profile_stands_in_the_code():
    names = {
        json.loads(resource(f"profiles/{name}/profile.json").read_text(encoding="utf-8"))["name"] for name in PROFILES
    }
    names |= {row["name"] for row in areas("dortmund") if row["ebene"] == "1"}
    place = re.compile(r"\b(" + "|".join(sorted(names)) + r")\w*\b", re.IGNORECASE)

    found = {
        f"{path.relative_to(SOURCE)}: {hit[0]}"
        for path in (SOURCE / "einsamkeit_desktop").rglob("*.py")
        for text in said(ast.parse(path.read_text(encoding="utf-8")))
        for hit in place.finditer(text)
    }

    assert sorted(found) == []


def test_no_level_name_of_one_municipality_is_shown_to_another():
    # the import room may know such words as headers of foreign files
    rooms = [path for path in (SOURCE / "einsamkeit_desktop").iterdir() if path.is_dir() and path.name != "imports"]

    found = {
        str(path.relative_to(SOURCE))
        for room in rooms
        for path in room.rglob("*.py")
        for text in said(ast.parse(path.read_text(encoding="utf-8")))
        if "Stadtbezirk" in text
    }

    assert sorted(found) == []


def test_the_default_profile_exists():
    assert json.loads(resource("defaults.json").read_text(encoding="utf-8"))["profile"] in PROFILES


def test_everything_that_is_installed_along_has_its_licence_text():
    texts = {path.stem.lower() for path in resource("licences").rglob("*.txt")}
    project = tomllib.loads((SOURCE / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    needed = installed_along(project["dependencies"])

    assert {"pyside6-essentials", "shiboken6"} <= needed
    assert needed - {"pyside6-essentials", "shiboken6"} - texts == set()
    for name in ("inter", "lucide", "sqlcipher", "openssl", "qt-pyside6"):
        assert any(text.startswith(name) for text in texts), name


def installed_along(requirements: list[str]) -> set[str]:
    """Return the names of all distributions that these need on this machine, they and theirs."""
    found: set[str] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += [Requirement(text) for text in requires(name) or []]
    return found
