"""What is spelt differently is found all the same, and German order is that of DIN 5007 on every system."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from einsamkeit_desktop.kinds.folding import fold, folded_words, name_key, query_words, word_key

LETTERS = st.text(
    st.sampled_from("aàáâäãbcçdđeéèêfghiıíjklłmnñoóöøpqrsßşštuúüvwxyýzžæœþAÄEIOÖUÜŁÅŠ"), min_size=1, max_size=12
)


def finds(query: str, text: str) -> bool:
    """Whether every word of the query begins some word of the text, in one of its spellings."""
    words = fold(text).split()
    return all(any(word.startswith(form) for form in forms for word in words) for forms in query_words(query))


@pytest.mark.parametrize(
    "query", ["mueller", "muller", "MÜLLER", "Müller", "Mu\u0308ller", "MUELLER", "müll", "mue", "mu"]
)
@pytest.mark.parametrize("name", ["Müller", "Mueller", "MÜLLER", "Mu\u0308ller"])
def test_every_spelling_finds_every_spelling_of_an_umlaut(query, name):
    assert finds(query, name)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("strasse", "Straße"),
        ("straße", "STRASSE"),
        ("STRAẞE", "Straße"),
        ("str.", "Münsterstraße Str. 4"),
        ("lukaszewicz", "Łukaszewicz"),
        ("Łukaszewicz", "Lukaszewicz"),
        ("yildiz", "Yıldız"),
        ("YILDIZ", "Yıldız"),
        ("ibrahim", "İbrahim"),
        ("dordevic", "Đorđević"),
        ("goerres görres gorres", "Görres"),
        ("aenne", "Ænne"),
        ("nguyen anh", "Nguyễn Thị Ánh"),
        ("oconnor o'connor", "O'Connor OConnor"),
        ("garcon", "Garçon"),
        ("neue", "neue Quelle"),
        ("quelle", "neue Quelle"),
        ("bauen", "Bauen"),
        ("0231", "0231 50-12345"),
        ("thorn", "Þorn"),
    ],
)
def test_foreign_letters_are_found_by_plain_ones(query, text):
    assert finds(query, text)


@pytest.mark.parametrize(
    "text",
    ["Akteur*innen", "Akteur:innen", "Akteur_innen", "Akteur/innen", "Akteur/-innen", "AKTEUR*INNEN", "Akteurinnen"],
)
@pytest.mark.parametrize("query", ["akteurinnen", "Akteur*innen", "Akteur:innen", "akteur"])
def test_gender_marks_make_no_difference(query, text):
    assert finds(query, text)


@pytest.mark.parametrize("mark", ["*", ":", "_"])
def test_a_gender_mark_may_be_half_typed(mark):
    whole = f"Senior{mark}innen"

    assert [typed for end in range(1, len(whole) + 1) if not finds(typed := whole[:end], "Senior*innen")] == []


@given(LETTERS)
def test_a_word_is_found_by_itself_and_by_each_of_its_beginnings(word):
    assert [word[:end] for end in range(1, len(word) + 1) if not finds(word[:end], word)] == []


@given(LETTERS)
def test_a_word_is_found_in_capitals_and_in_small_letters(word):
    assert finds(word.upper(), word)
    assert finds(word, word.upper())
    assert finds(word.lower(), word)


@given(st.text())
def test_any_text_folds_to_words_and_blanks(text):
    folded = fold(text)

    assert folded == " ".join(folded.split())
    assert folded == folded.casefold()


@given(st.lists(LETTERS | st.sampled_from(("aue", "neue", "queer", "Mueller", "12345", "kontakt"))))
def test_a_word_is_folded_alike_alone_and_among_others(words):
    assert fold(" ".join(words)) == " ".join(map(fold, words))


@given(st.text())
def test_marked_words_lie_where_they_stand_in_the_text(text):
    for start, end, forms in folded_words(text):
        assert text[start:end].strip() == text[start:end] != ""
        assert forms


def test_names_are_ordered_by_din_5007_2():
    wanted = ["Hacker Simon", "Hackmann Gustav", "Häcker Emil", "Haecker Manfred", "Häcker Xaver", "Hafermann Ulrich"]
    shuffled = wanted[::-1]

    assert sorted(shuffled, key=lambda name: name_key(*name.split())) == wanted


def test_vocabulary_is_ordered_by_din_5007_1():
    wanted = ["Hacker Simon", "Häcker Emil", "Häcker Xaver", "Hackmann Gustav", "Haecker Manfred", "Hafermann Ulrich"]
    shuffled = wanted[::-1]

    assert sorted(shuffled, key=lambda name: [word_key(part) for part in name.split()]) == wanted


@pytest.mark.parametrize("key", [lambda s, g: name_key(s, g), lambda s, g: (word_key(s), word_key(g))], ids=["2", "1"])
def test_eszett_is_ordered_as_double_s(key):
    wanted = ["Assemann Simon", "Aßmann Erika", "Assmann Frank", "Astmann Manfred"]
    shuffled = wanted[::-1]

    assert sorted(shuffled, key=lambda name: key(*name.split())) == wanted


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Łukaszewicz", "lukaszewicz"),
        ("Yıldız", "yildiz"),
        ("Öztürk", "oeztuerk"),
        ("Đorđević", "dordevic"),
        ("O'Connor", "o connor"),
        ("O’Connor", "o connor"),
        ("van der Meer", "meer"),
        ("Dr. von Groß", "gross"),
        ("Müller-Lüdenscheidt", "mueller luedenscheidt"),
        ("von", "von"),
        ("", ""),
    ],
)
def test_name_keys_are_those_of_the_domain(name, key):
    assert name_key(name) == key


def test_vocabulary_puts_the_plain_letter_first():
    assert sorted(["Bär", "Bar", "Bars"], key=word_key) == ["Bar", "Bär", "Bars"]


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=2, max_size=5))
def test_the_surname_decides_before_the_given_name(names):
    by_parts = sorted(names, key=lambda name: (name_key(name[0]), name_key(name[1])))

    assert sorted(names, key=lambda name: name_key(*name)) == by_parts
