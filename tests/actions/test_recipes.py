"""Recipes of briefing packs are kept, renamed and deleted as steps that can be taken back."""

import pytest

from einsamkeit_desktop.actions.lists import keep_setting
from einsamkeit_desktop.actions.recipes import delete_recipe, remember_pack, rename_recipe, save_recipe
from einsamkeit_desktop.actions.records import redo, undo
from einsamkeit_desktop.errors import BadValues, NotFound
from einsamkeit_desktop.queries.briefing import PARTS, STANDARD_PARTS
from einsamkeit_desktop.queries.recipes import Kept, Recipe, kept_for, last_used, recipes, standard

SHORT = Recipe(order=tuple(reversed(PARTS)), left_out=frozenset({"cover", "contents"}), notes=2)


def names(store):
    return [recipe.name for recipe in recipes(store)]


def test_the_standard_recipe_ships_along(store):
    assert names(store) == ["Standard"]
    assert last_used(store).parts == STANDARD_PARTS


def test_saving_renaming_and_deleting_can_be_taken_back(store):
    save_recipe(store, "Kurz für die Sitzung", SHORT)
    assert recipes(store)[1].is_like(SHORT) and recipes(store)[1].parts == SHORT.parts

    rename_recipe(store, "Kurz für die Sitzung", "Größe S")
    assert names(store) == ["Standard", "Größe S"]
    delete_recipe(store, "Größe S")
    assert names(store) == ["Standard"]

    assert "Rezept „Größe S“ gelöscht" in undo(store).name
    assert names(store) == ["Standard", "Größe S"]
    undo(store)
    assert names(store) == ["Standard", "Kurz für die Sitzung"]
    undo(store)
    assert names(store) == ["Standard"]
    redo(store)
    assert recipes(store)[1].is_like(SHORT)


def test_saving_under_the_same_name_overwrites_and_is_undone(store):
    save_recipe(store, "Kurz", SHORT)
    save_recipe(store, " Kurz ", standard())
    assert recipes(store)[1].is_like(standard())

    undo(store)
    assert recipes(store)[1].is_like(SHORT)


@pytest.mark.parametrize("name", ["", "  ", "standard", "x" * 81])
def test_a_name_that_cannot_be_is_refused_in_a_sentence(store, name):
    with pytest.raises(BadValues) as trouble:
        save_recipe(store, name, SHORT)
    assert trouble.value.problems["name"].endswith(".")


def test_a_taken_name_and_a_gone_recipe_are_refused(store):
    save_recipe(store, "Eins", SHORT)
    save_recipe(store, "Zwei", SHORT)

    with pytest.raises(BadValues, match="gibt es schon"):
        rename_recipe(store, "Eins", "Zwei")
    for refused in (lambda: rename_recipe(store, "Drei", "Vier"), lambda: delete_recipe(store, "Drei")):
        with pytest.raises(NotFound, match="Drei"):
            refused()


def test_talking_points_lead_the_standard_and_a_saved_recipe_keeps_its_own_order(store):
    late = Recipe(order=(*(code for code in PARTS if code != "talking_points"), "talking_points"))
    save_recipe(store, "Schluss", late)

    assert standard().parts[:3] == ("cover", "contents", "talking_points")
    assert recipes(store)[1].parts[-1] == "talking_points"


def test_the_last_recipe_and_what_was_made_of_a_record_are_remembered(store):
    save_recipe(store, "Kurz", SHORT)
    remember_pack(store, 42, Kept(recipes(store)[1], ("Räume\x00", "Fahrtkosten"), (7, 3)))

    kept = kept_for(store, 42)

    assert last_used(store).name == "Kurz"
    assert kept is not None and kept.recipe.is_like(SHORT) and kept.recipe.name == "Kurz"
    assert (kept.talking_points, kept.enclosures) == (("Räume", "Fahrtkosten"), (7, 3))
    assert kept_for(store, 43) is None and kept_for(store, None) is None


def test_a_deleted_recipe_is_no_longer_preset(store):
    save_recipe(store, "Kurz", SHORT)
    remember_pack(store, None, Kept(recipes(store)[1]))
    delete_recipe(store, "Kurz")

    assert last_used(store).name == "Standard"


def test_a_recipe_of_another_version_loses_what_is_unknown_and_gets_the_new_unticked(store):
    keep_setting(store, "recipe.Alt", {"order": ["cases", "map", "cover"], "left_out": ["map"], "notes": 900})

    recipe = recipes(store)[1]

    assert recipe.parts == ("cases", "cover")
    assert set(recipe.order) == set(PARTS) and recipe.notes == 50
