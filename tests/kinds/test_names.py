"""Names of people, apart and together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.names import PersonName, split_people, split_person_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Aylin Çelik", PersonName(given_name="Aylin", family_name="Çelik")),
        ("Muller, Jean", PersonName(given_name="Jean", family_name="Muller")),
        ("Frau Dr. Katharina Häcker", PersonName("frau", "Dr.", "Katharina", "", "Häcker")),
        ("Prof. Dr. Miriam Ötztal-Brandt", PersonName("", "Prof. Dr.", "Miriam", "", "Ötztal-Brandt")),
        ("Herrn Dipl.-Soz.-Päd. Uwe Schmidt", PersonName("herr", "Dipl.-Soz.-Päd.", "Uwe", "", "Schmidt")),
        ("Hanna von der Heide", PersonName("", "", "Hanna", "von der", "Heide")),
        ("Heide, Hanna von der", PersonName("", "", "Hanna", "von der", "Heide")),
        ("von der Heide, Dr. Hanna", PersonName("", "Dr.", "Hanna", "von der", "Heide")),
        ("Graf Leopold zu Salm-Demohof", PersonName("", "", "Leopold", "Graf zu", "Salm-Demohof")),
        (
            "Maria Magdalena Freifrau von und zu Langenfeld-Hohenstein",
            PersonName("", "", "Maria Magdalena", "Freifrau von und zu", "Langenfeld-Hohenstein"),
        ),
        ("Thi Lan Nguyễn", PersonName("", "", "Thi Lan", "", "Nguyễn")),
        ("Zoë d'Arc", PersonName("", "", "Zoë", "", "d'Arc")),
        ("Sr. Benedikta", PersonName("", "Sr.", "", "", "Benedikta")),
        ("Li", PersonName(family_name="Li")),
        ("Frau Müller", PersonName("frau", "", "", "", "Müller")),
        ("Frau", PersonName(family_name="Frau")),
        ("Anna Müller M. A.", PersonName("", "", "Anna", "", "Müller", "M. A.")),
        ("Dr. med. Anna Meier, M. Sc.", PersonName("", "Dr. med.", "Anna", "", "Meier", "M. Sc.")),
        ("Herr und Frau Meier", PersonName("familie_paar", "", "", "", "Meier")),
        ("", PersonName()),
    ],
)
def test_takes_names_apart(text, name):
    assert split_person_name(text) == name


_letters = st.characters(whitelist_categories=("Lu", "Ll"), max_codepoint=0x24F)
_plain_name = st.sampled_from(
    [
        "Anna",
        "Björn",
        "Yusuf",
        "Łukaszewicz",
        "O'Connor",
        "Ötztal-Brandt",
        "Nguyễn",
        "Straßer",
        "Đorđević",
        "d'Arc",
        "Ümit",
    ]
) | st.text(_letters, min_size=5, max_size=12).map(lambda text: "Q" + text)
_names = st.builds(
    PersonName,
    st.sampled_from(["", "frau", "herr"]),
    st.sampled_from(["", "Dr.", "Prof. Dr.", "Dipl.-Ing.", "Dr. med."]),
    st.lists(_plain_name, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["", "von", "von der", "zu", "van den", "Freifrau von und zu"]),
    _plain_name,
    st.sampled_from(["", "M. A.", "MdB", "LL.M."]),
)


def join_person_name(name):
    """Return the name in one line, as it is read aloud."""
    words = (name.form_of_address.capitalize(), name.title, name.given_name, name.particle, name.family_name)
    line = " ".join(word for word in words if word)
    return f"{line}, {name.suffix}" if name.suffix else line


@given(_names)
def test_names_round_trip(name):
    assert split_person_name(join_person_name(name)).family_name
    once = split_person_name(join_person_name(name))

    assert split_person_name(join_person_name(once)) == once


@given(_names.filter(lambda name: name.given_name.isascii() and name.family_name.isascii()))
def test_parts_are_found_again(name):
    assert split_person_name(join_person_name(name)) == name


@given(st.text(max_size=80))
def test_any_text_gives_a_name(text):
    assert isinstance(split_person_name(text), PersonName)


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Anna Müller, Björn Schmidt", ["Anna Müller", "Björn Schmidt"]),
        ("Dr. Anna Müller und Björn Schmidt", ["Dr. Anna Müller", "Björn Schmidt"]),
        ("Müller, Anna; Schmidt, Björn", ["Müller, Anna", "Schmidt, Björn"]),
        ("von der Heide, Anna Maria", ["von der Heide, Anna Maria"]),
        ("Freifrau von und zu Langenfeld", ["Freifrau von und zu Langenfeld"]),
        ("Herr und Frau Meier", ["Herr und Frau Meier"]),
        ("Anna Müller, M. A.", ["Anna Müller, M. A."]),
        ("", []),
    ],
)
def test_several_names_in_one_cell_are_divided(cell, people):
    assert split_people(cell) == people
