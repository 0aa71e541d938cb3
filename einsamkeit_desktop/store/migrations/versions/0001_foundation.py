"""Foundation: the spine, the twelve kinds, the journal, and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# 0x47454D45: "GEME", so that a file says which program it belongs to.
_APPLICATION_ID = 1195724101
# External content: the words live in search_text; triggers keep the index in step with it.
_SEARCH = (
    """CREATE VIRTUAL TABLE search USING fts5(
        names, body, content='search_text', content_rowid='record_id', prefix='2 3',
        tokenize="unicode61 remove_diacritics 0"
    )""",
    "INSERT INTO search(search, rank) VALUES ('secure-delete', 1)",
    """CREATE TRIGGER search_text_insert AFTER INSERT ON search_text BEGIN
        INSERT INTO search(rowid, names, body) VALUES (new.record_id, new.names, new.body);
    END""",
    """CREATE TRIGGER search_text_delete AFTER DELETE ON search_text BEGIN
        INSERT INTO search(search, rowid, names, body) VALUES ('delete', old.record_id, old.names, old.body);
    END""",
    """CREATE TRIGGER search_text_update AFTER UPDATE ON search_text
    WHEN old.names <> new.names OR old.body <> new.body BEGIN
        INSERT INTO search(search, rowid, names, body) VALUES ('delete', old.record_id, old.names, old.body);
        INSERT INTO search(rowid, names, body) VALUES (new.record_id, new.names, new.body);
    END""",
)

# Restricted records count nowhere.
_ADD = """INSERT INTO kind_count(kind, live, trashed)
    VALUES (new.kind, new.trashed_at IS NULL AND NOT new.restricted, new.trashed_at IS NOT NULL AND NOT new.restricted)
    ON CONFLICT(kind) DO UPDATE SET live = live + excluded.live, trashed = trashed + excluded.trashed;"""
_TAKE = """UPDATE kind_count SET
    live = live - (old.trashed_at IS NULL AND NOT old.restricted),
    trashed = trashed - (old.trashed_at IS NOT NULL AND NOT old.restricted) WHERE kind = old.kind;"""
_COUNTS = (
    f"CREATE TRIGGER record_count_insert AFTER INSERT ON record BEGIN {_ADD} END",
    f"CREATE TRIGGER record_count_delete AFTER DELETE ON record BEGIN {_TAKE} END",
    f"CREATE TRIGGER record_count_update AFTER UPDATE OF trashed_at, restricted ON record BEGIN {_TAKE} {_ADD} END",
)


def upgrade() -> None:
    op.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    _create_tables()
    for statement in (*_SEARCH, *_COUNTS):
        op.execute(statement)


def _create_tables() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["area.id"], name=op.f("fk_area_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("level", "code", "valid_from", name=op.f("uq_area_level_code_valid_from")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "export_log",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("person_ids", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_log")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("record_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_step")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "kind_count",
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("live", sa.Integer(), nullable=False),
        sa.Column("trashed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_kind_count")),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subtitle", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sa.DateTime(), nullable=True),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("uid", name=op.f("uq_record_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_record_kind_trashed_at_restricted_sort_key_id"),
        "record",
        ["kind", "trashed_at", "restricted", "sort_key", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_record_trashed_at"),
        "record",
        ["trashed_at"],
        unique=False,
        sqlite_where=sa.text("trashed_at IS NOT NULL"),
    )
    op.create_table(
        "saved_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_saved_list_kind_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("name", name=op.f("uq_setting_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.Column("extra", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["replaced_by"], ["term.id"], name=op.f("fk_term_replaced_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("list", "code", name=op.f("uq_term_list_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("extra", sa.String(), nullable=False),
        sa.Column("postal_code", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("po_box", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_address_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_address_record_id_position"), "address", ["record_id", "position"], unique=False)
    op.create_table(
        "attachment_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment_content")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["attachment_content.id"], name=op.f("fk_attachment_content_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_attachment_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_attachment_content_id"), "attachment", ["content_id"], unique=False)
    op.create_index(op.f("ix_attachment_record_id"), "attachment", ["record_id"], unique=False)
    op.create_table(
        "body",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("body_kind", sa.String(), nullable=True),
        sa.Column("organisation", sa.Integer(), nullable=True),
        sa.Column("rhythm", sa.String(), nullable=True),
        sa.Column("rhythm_key", sa.String(), nullable=True),
        sa.Column("term_from", sa.Date(), nullable=True),
        sa.Column("term_until", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_body_id")),
        sa.ForeignKeyConstraint(["organisation"], ["record.id"], name=op.f("fk_body_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.create_index(op.f("ix_body_organisation"), "body", ["organisation"], unique=False)
    op.create_index(op.f("ix_body_term_from"), "body", ["term_from"], unique=False)
    op.create_index(op.f("ix_body_term_until"), "body", ["term_until"], unique=False)
    op.create_table(
        "case",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("file_reference", sa.String(), nullable=True),
        sa.Column("file_reference_key", sa.String(), nullable=True),
        sa.Column("case_kind", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("lead_key", sa.String(), nullable=True),
        sa.Column("document_reference", sa.String(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("pseudonym", sa.String(), nullable=True),
        sa.Column("pseudonym_key", sa.String(), nullable=True),
        sa.Column("age_band", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
    )
    op.create_index(op.f("ix_case_closed_on"), "case", ["closed_on"], unique=False)
    op.create_index(op.f("ix_case_deadline_on"), "case", ["deadline_on"], unique=False)
    op.create_index(op.f("ix_case_opened_on"), "case", ["opened_on"], unique=False)
    op.create_table(
        "contact_day",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["record.id"], name=op.f("fk_contact_day_note_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_contact_day_record_id")),
        sa.PrimaryKeyConstraint("record_id", "day", "note_id", name=op.f("pk_contact_day")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_contact_day_note_id"), "contact_day", ["note_id"], unique=False)
    op.create_table(
        "contact_note",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("note_kind", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("place_key", sa.String(), nullable=True),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("agreement", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_contact_note_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_note")),
    )
    op.create_index(op.f("ix_contact_note_at"), "contact_note", ["at"], unique=False)
    op.create_table(
        "contact_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_contact_point_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_point")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_contact_point_record_id_position"), "contact_point", ["record_id", "position"], unique=False
    )
    op.create_index(op.f("ix_contact_point_value"), "contact_point", ["value"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("series", sa.String(), nullable=True),
        sa.Column("series_key", sa.String(), nullable=True),
        sa.Column("event_kind", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("starts_at", sa.DateTime(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("place_key", sa.String(), nullable=True),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("registered", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("evaluation", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_starts_at"), "event", ["starts_at"], unique=False)
    op.create_table(
        "exchange",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("municipality", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("exchange_kind", sa.String(), nullable=True),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("practice", sa.Integer(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_exchange_id")),
        sa.ForeignKeyConstraint(["municipality"], ["record.id"], name=op.f("fk_exchange_municipality")),
        sa.ForeignKeyConstraint(["practice"], ["record.id"], name=op.f("fk_exchange_practice")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange")),
    )
    op.create_index(op.f("ix_exchange_day"), "exchange", ["day"], unique=False)
    op.create_index(op.f("ix_exchange_municipality"), "exchange", ["municipality"], unique=False)
    op.create_index(op.f("ix_exchange_practice"), "exchange", ["practice"], unique=False)
    op.create_table(
        "journal_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["step_id"], ["journal_step.id"], name=op.f("fk_journal_row_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_row")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_journal_row_record_id_step_id"), "journal_row", ["record_id", "step_id"], unique=False)
    op.create_index(op.f("ix_journal_row_step_id"), "journal_row", ["step_id"], unique=False)
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["record.id"], name=op.f("fk_link_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["record.id"], name=op.f("fk_link_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_link_from_id_meaning_to_id"), "link", ["from_id", "meaning", "to_id"], unique=False)
    op.create_index(op.f("ix_link_to_id_meaning_from_id"), "link", ["to_id", "meaning", "from_id"], unique=False)
    op.create_table(
        "municipality",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("ags", sa.String(), nullable=True),
        sa.Column("ags_key", sa.String(), nullable=True),
        sa.Column("federal_state", sa.String(), nullable=True),
        sa.Column("size_class", sa.String(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_municipality_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_municipality")),
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("provider", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("offer_format", sa.String(), nullable=True),
        sa.Column("age_from", sa.Integer(), nullable=True),
        sa.Column("age_to", sa.Integer(), nullable=True),
        sa.Column("prevention_level", sa.String(), nullable=True),
        sa.Column("place_kind", sa.String(), nullable=True),
        sa.Column("schedule", sa.String(), nullable=True),
        sa.Column("schedule_key", sa.String(), nullable=True),
        sa.Column("cost", sa.String(), nullable=True),
        sa.Column("registration", sa.String(), nullable=True),
        sa.Column("access", sa.String(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("contact_person", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("initiated", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=True),
        sa.Column("next_check_on", sa.Date(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("funding", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["contact_person"], ["record.id"], name=op.f("fk_offer_contact_person")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_offer_id")),
        sa.ForeignKeyConstraint(["provider"], ["record.id"], name=op.f("fk_offer_provider")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    op.create_index(op.f("ix_offer_checked_on"), "offer", ["checked_on"], unique=False)
    op.create_index(op.f("ix_offer_contact_person"), "offer", ["contact_person"], unique=False)
    op.create_index(op.f("ix_offer_ends_on"), "offer", ["ends_on"], unique=False)
    op.create_index(op.f("ix_offer_next_check_on"), "offer", ["next_check_on"], unique=False)
    op.create_index(op.f("ix_offer_provider"), "offer", ["provider"], unique=False)
    op.create_index(op.f("ix_offer_released_on"), "offer", ["released_on"], unique=False)
    op.create_index(op.f("ix_offer_reported_on"), "offer", ["reported_on"], unique=False)
    op.create_index(op.f("ix_offer_starts_on"), "offer", ["starts_on"], unique=False)
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("short_name", sa.String(), nullable=True),
        sa.Column("short_name_key", sa.String(), nullable=True),
        sa.Column("former_names", sa.String(), nullable=True),
        sa.Column("organisation_type", sa.String(), nullable=True),
        sa.Column("ownership", sa.String(), nullable=True),
        sa.Column("legal_form", sa.String(), nullable=True),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("cooperation_stage", sa.String(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("rhythm_days", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_organisation_id")),
        sa.ForeignKeyConstraint(["parent"], ["record.id"], name=op.f("fk_organisation_parent")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_checked_on"), "organisation", ["checked_on"], unique=False)
    op.create_index(op.f("ix_organisation_parent"), "organisation", ["parent"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("form_of_address", sa.String(), nullable=True),
        sa.Column("academic_title", sa.String(), nullable=True),
        sa.Column("given_name", sa.String(), nullable=True),
        sa.Column("particle", sa.String(), nullable=True),
        sa.Column("family_name", sa.String(), nullable=True),
        sa.Column("name_suffix", sa.String(), nullable=True),
        sa.Column("office_title", sa.String(), nullable=True),
        sa.Column("salutation", sa.String(), nullable=True),
        sa.Column("informal", sa.Boolean(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("legal_basis", sa.String(), nullable=True),
        sa.Column("informed_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_checked_on"), "person", ["checked_on"], unique=False)
    op.create_index(op.f("ix_person_informed_on"), "person", ["informed_on"], unique=False)
    op.create_table(
        "practice",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("municipality", sa.Integer(), nullable=True),
        sa.Column("provider", sa.String(), nullable=True),
        sa.Column("provider_key", sa.String(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("goal", sa.String(), nullable=True),
        sa.Column("setting", sa.String(), nullable=True),
        sa.Column("setting_key", sa.String(), nullable=True),
        sa.Column("approach", sa.String(), nullable=True),
        sa.Column("conditions", sa.String(), nullable=True),
        sa.Column("resources", sa.String(), nullable=True),
        sa.Column("staff", sa.String(), nullable=True),
        sa.Column("cost", sa.String(), nullable=True),
        sa.Column("funding", sa.String(), nullable=True),
        sa.Column("partners", sa.String(), nullable=True),
        sa.Column("reach", sa.String(), nullable=True),
        sa.Column("effect", sa.String(), nullable=True),
        sa.Column("evaluation", sa.String(), nullable=True),
        sa.Column("success_factors", sa.String(), nullable=True),
        sa.Column("pitfalls", sa.String(), nullable=True),
        sa.Column("maturity", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("transferability", sa.String(), nullable=True),
        sa.Column("transfer_status", sa.String(), nullable=True),
        sa.Column("transfer_note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("shareable", sa.Boolean(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_practice_id")),
        sa.ForeignKeyConstraint(["municipality"], ["record.id"], name=op.f("fk_practice_municipality")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice")),
    )
    op.create_index(op.f("ix_practice_as_of"), "practice", ["as_of"], unique=False)
    op.create_index(op.f("ix_practice_municipality"), "practice", ["municipality"], unique=False)
    op.create_table(
        "record_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("meaning", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_record_area_area_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_record_area_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_area")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_record_area_area_id_meaning_record_id"),
        "record_area",
        ["area_id", "meaning", "record_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_record_area_record_id_meaning_area_id"),
        "record_area",
        ["record_id", "meaning", "area_id"],
        unique=False,
    )
    op.create_table(
        "record_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("term_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_record_term_record_id")),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_record_term_term_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_term")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_record_term_record_id_field_term_id"), "record_term", ["record_id", "field", "term_id"], unique=False
    )
    op.create_index(
        op.f("ix_record_term_term_id_field_record_id"), "record_term", ["term_id", "field", "record_id"], unique=False
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("owner", sa.String(), nullable=True),
        sa.Column("waiting_for", sa.Integer(), nullable=True),
        sa.Column("about", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Integer(), nullable=True),
        sa.Column("priority", sa.String(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("postponed", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["about"], ["record.id"], name=op.f("fk_reminder_about")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_reminder_id")),
        sa.ForeignKeyConstraint(["origin"], ["record.id"], name=op.f("fk_reminder_origin")),
        sa.ForeignKeyConstraint(["waiting_for"], ["record.id"], name=op.f("fk_reminder_waiting_for")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_index(op.f("ix_reminder_about"), "reminder", ["about"], unique=False)
    op.create_index(op.f("ix_reminder_done_on"), "reminder", ["done_on"], unique=False)
    op.create_index(op.f("ix_reminder_due_on"), "reminder", ["due_on"], unique=False)
    op.create_index(op.f("ix_reminder_first_due_on"), "reminder", ["first_due_on"], unique=False)
    op.create_index(op.f("ix_reminder_origin"), "reminder", ["origin"], unique=False)
    op.create_index(op.f("ix_reminder_waiting_for"), "reminder", ["waiting_for"], unique=False)
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("function", sa.String(), nullable=True),
        sa.Column("function_key", sa.String(), nullable=True),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.Integer(), nullable=True),
        sa.Column("role_kind", sa.String(), nullable=True),
        sa.Column("department", sa.String(), nullable=True),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("main_contact", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_role_id")),
        sa.ForeignKeyConstraint(["organisation"], ["record.id"], name=op.f("fk_role_organisation")),
        sa.ForeignKeyConstraint(["person"], ["record.id"], name=op.f("fk_role_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    op.create_index(op.f("ix_role_organisation"), "role", ["organisation"], unique=False)
    op.create_index(op.f("ix_role_person"), "role", ["person"], unique=False)
    op.create_index(op.f("ix_role_since"), "role", ["since"], unique=False)
    op.create_index(op.f("ix_role_until"), "role", ["until"], unique=False)
    op.create_table(
        "search_text",
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("names", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_search_text_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_search_text")),
    )
