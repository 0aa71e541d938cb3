"""Profiles that ship along and those of a person say where columns go; the rest stays as recognised."""

import pytest

from einsamkeit_desktop.imports.csvfile import table_of
from einsamkeit_desktop.imports.intake import Intake
from einsamkeit_desktop.imports.labels import Target, choices
from einsamkeit_desktop.imports.presets import fitting, key_of, of_program, presets, profile_of, target_of, with_profile
from einsamkeit_desktop.imports.whole import plan_file
from einsamkeit_desktop.progress import Progress

TABLE = table_of("a.csv", "Nachname;Ort;Straße geschäftlich 2;Farbe\nÖz;Saal;Hinterhaus;rot\n")


def test_every_preset_names_known_targets():
    assert [preset.name for preset in presets()] == [
        "Outlook (deutsch)", "Outlook (englisch)", "Google Kontakte", "Thunderbird", "Gem-Einsamkeit (eigene Liste)",
    ]  # fmt: skip
    for preset in presets():
        assert [header for header, key in preset.columns.items() if target_of(key) is None] == []


def test_a_preset_knows_better_than_the_header_alone():
    outlook = presets()[0]

    assert with_profile(TABLE, outlook.columns) == (
        Target("family_name"), Target("note"), Target("extra"), Target("note"),
    )  # fmt: skip


def test_a_target_is_kept_and_read_again():
    assert [target_of(key_of(target)) for target in choices()] == list(choices())
    assert target_of("gibt_es_nicht") is None


def test_a_profile_fits_the_very_columns_it_was_made_for():
    profile = profile_of("Meins", [TABLE], [(Target("family_name"), Target("city"), Target("extra"), Target("ignore"))])

    assert fitting([TABLE], {"Meins": profile}) is profile
    assert with_profile(TABLE, profile.columns)[3] == Target("ignore")
    assert fitting([table_of("b.csv", "Nachname;Ort\nA;B\n")], {"Meins": profile}) is None


def test_two_columns_of_one_header_keep_a_target_each():
    table = table_of("z.csv", "Name;Telefon;Telefon;Telefon (2)\nTreff;0231 1;0170 2;x\n")
    chosen = (Target("name", "organisation"), Target("phone"), Target("mobile"), Target("ignore"))

    profile = profile_of("Meins", [table], [chosen])

    assert fitting([table], {"Meins": profile}) is profile
    assert with_profile(table, profile.columns) == chosen


def test_a_profile_of_before_counts_for_both_columns_of_a_header():
    table = table_of("z.csv", "Name;Telefon;Telefon\nTreff;0231 1;0170 2\n")

    assert with_profile(table, {"Telefon": "fax"})[1:] == (Target("fax"), Target("fax"))


@pytest.mark.parametrize("place", range(4))
def test_a_file_of_a_known_program_is_known_by_its_columns(place):
    preset = presets()[place]
    headers = [header for header in preset.columns if "," not in header]
    table = table_of("a.csv", ",".join(headers) + "\n" + ",".join("x" for _header in headers) + "\n")
    found = of_program([table])
    assert found is not None and found.name == preset.name

    intake = Intake.of((table,), {})

    assert intake.preset == preset.name
    assert [key_of(target) for target in intake.targets[0]] == [preset.columns[header] for header in headers]


def test_the_spouse_in_an_outlook_list_is_no_partner_organisation(store):
    headers = [header for header in presets()[0].columns if header != "Firma"]
    cells = {"Vorname": "Anna", "Nachname": "Öz", "Partner/in": "Bernd"}
    text = ",".join(headers) + "\n" + ",".join(cells.get(header, "") for header in headers) + "\n"

    plan = Intake.of((table_of("a.csv", text),), {}).planning(store)(Progress())

    assert [subject.title for subject in plan.subjects] == ["Anna Öz"] and "Bernd" not in str(plan.subjects)


def test_without_a_window_a_file_of_a_known_program_is_read_as_such_too(store, tmp_path):
    headers = [header for header in presets()[0].columns if header != "Firma"]
    cells = {"Vorname": "Anna", "Nachname": "Öz", "Partner/in": "Bernd"}
    path = tmp_path / "a.csv"
    path.write_text(",".join(headers) + "\n" + ",".join(cells.get(header, "") for header in headers) + "\n", "utf-8")

    plan = plan_file(store, path)

    assert [subject.title for subject in plan.subjects] == ["Anna Öz"]


def test_a_list_made_by_hand_and_an_own_list_come_from_no_program():
    own = ";".join(presets()[-1].columns)

    assert of_program([table_of("a.csv", "Nachname;Vorname;Firma;Ort\nA;B;C;D\n")]) is None
    assert of_program([table_of("a.csv", f"{own}\n{';'.join('x' for _c in presets()[-1].columns)}\n")]) is None
    assert of_program([]) is None


def test_the_profile_of_a_person_wins_over_that_of_a_program():
    table = table_of("a.csv", ",".join(presets()[1].columns) + "\nx\n")
    mine = profile_of("Meins", [table], [[Target("ignore")] * len(table.headers)])

    intake = Intake.of((table,), {"Meins": mine})

    assert (intake.profile, intake.preset) == ("Meins", "")
