"""Daily work: pseudonymous cases of citizens as a kind of their own, council work, repeats, call-backs.

Cases under a pseudonym move to the new kind, which has no field for a person: their text is kept, links to persons are
not, and neither is their history, which would tell what the new kind must not hold.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_CONCERNS = (
    ("kontakt", "Sucht Kontakt, Begegnung"),
    ("gruppe", "Sucht Gruppe oder Kurs"),
    ("besuch", "Sucht Besuch, Begleitung"),
    ("gespraech", "Sucht Gespräch, Zuspruch"),
    ("trauer", "Trauer, Trennung"),
    ("beratung", "Sucht Beratung"),
    ("engagement", "Will sich engagieren"),
    ("angehoerige", "Sorge um andere"),
    ("auskunft", "Allgemeine Auskunft"),
    ("beschwerde", "Beschwerde, Anregung"),
    ("sonstiges", "Sonstiges"),
    ("akut", "Akute Krise: nur Weiterleitung"),
)
_CHANNELS = (
    ("telefon", "Telefon"),
    ("email", "E-Mail"),
    ("brief", "Brief"),
    ("besuch", "Persönlich"),
    ("veranstaltung", "Bei einer Veranstaltung"),
    ("dritte", "Über Dritte"),
    ("sonstiges", "Sonstiges"),
)
_MOVED = "(SELECT id FROM citizen_case)"
# What the case said in fields the new kind has no more goes in front of its text.
_TEXT = """c.subject || coalesce(char(10) || c.description, '')
    || coalesce(char(10) || 'Aktenzeichen: ' || c.file_reference, '')
    || coalesce(char(10) || 'Frist: ' || strftime('%d.%m.%Y', c.deadline_on), '')"""
_MOVE = (
    f"""INSERT INTO citizen_case (id, pseudonym, received_on, concern, age_band, description, status, result, outcome,
        closed_on)
    SELECT c.id, c.pseudonym, coalesce(c.opened_on, date(r.created_at)),
        CASE c.case_kind WHEN 'akuter_hinweis' THEN 'akut' ELSE 'sonstiges' END, c.age_band, {_TEXT}, c.status,
        c.result, c.outcome, c.closed_on
    FROM "case" c JOIN record r ON r.id = c.id WHERE c.pseudonym <> ''""",
    f'DELETE FROM "case" WHERE id IN {_MOVED}',
    f"""UPDATE link SET meaning = 'referred_to' WHERE meaning = 'parties' AND from_id IN {_MOVED}
    AND to_id IN (SELECT id FROM record WHERE kind = 'organisation')""",
    f"DELETE FROM link WHERE meaning = 'parties' AND from_id IN {_MOVED}",
    f"""UPDATE search_text SET body = names || ' ' || body, names = (
        SELECT replace(lower(pseudonym), '-', ' ') FROM citizen_case WHERE id = record_id)
    WHERE record_id IN {_MOVED}""",
    f"""UPDATE record SET kind = 'citizen_case', (title, subtitle, sort_key) = (
        SELECT pseudonym, substr(description, 1, instr(description || char(10), char(10)) - 1), lower(pseudonym)
        FROM citizen_case WHERE citizen_case.id = record.id)
    WHERE id IN {_MOVED}""",
    f"DELETE FROM journal_row WHERE record_id IN {_MOVED}",
    "DELETE FROM journal_step WHERE id NOT IN (SELECT step_id FROM journal_row)",
    "DELETE FROM kind_count",
    """INSERT INTO kind_count (kind, live, trashed)
    SELECT kind, sum(trashed_at IS NULL AND NOT restricted), sum(trashed_at IS NOT NULL AND NOT restricted)
    FROM record GROUP BY kind""",
)
_GONE = ("pseudonym", "pseudonym_key", "age_band")


def upgrade() -> None:
    _create_tables()
    for name in ("due_time", "repeat"):
        op.add_column("reminder", sa.Column(name, sa.String()))
    op.add_column("case", sa.Column("waiting_until", sa.Date()))
    op.add_column("case", sa.Column("reopened_because", sa.String()))
    op.execute("ALTER TABLE practice ADD COLUMN origin INTEGER REFERENCES record (id)")
    op.create_index(op.f("ix_case_waiting_until"), "case", ["waiting_until"])
    op.create_index(op.f("ix_practice_origin"), "practice", ["origin"])
    for statement in _MOVE:
        op.execute(sa.text(statement))
    _name_notes()
    _drop_case_columns()
    _add_value_lists()


def _name_notes() -> None:
    """Call notes about citizens' cases by kind and code, in the names of their steps too: their texts stay inside."""
    connection = op.get_bind()
    notes = connection.exec_driver_sql(
        f"""SELECT r.id, r.title, coalesce(json_extract(t.extra, '$.short'), t.label, 'Vermerk') || ' zu '
            || (SELECT min(z.pseudonym) FROM citizen_case z JOIN link l ON l.to_id = z.id WHERE l.from_id = r.id)
        FROM record r JOIN contact_note n ON n.id = r.id
        LEFT JOIN term t ON t.list = 'note_kind' AND t.code = n.note_kind
        WHERE r.id IN (SELECT from_id FROM link WHERE meaning = 'about' AND to_id IN {_MOVED})"""
    )
    for note_id, old, new in notes.all():
        connection.exec_driver_sql("UPDATE record SET title = ? WHERE id = ?", (new, note_id))
        for column in ("before", "after"):
            connection.exec_driver_sql(
                f"UPDATE journal_row SET {column} = json_set({column}, '$.title', ?) WHERE table_name = 'record' "
                f"AND row_id = ? AND json_extract({column}, '$.title') = ?",
                (new, note_id, old),
            )
        connection.exec_driver_sql(
            "UPDATE journal_step SET name = replace(name, ?, ?) "
            "WHERE id IN (SELECT step_id FROM journal_row WHERE record_id = ?)",
            (old, new, note_id),
        )


def _drop_case_columns() -> None:
    """Drop the columns, and take them out of the journal too, so that older steps can still be taken back."""
    paths = ", ".join(f"'$.{name}'" for name in _GONE)
    op.execute(
        sa.text(
            f"UPDATE journal_row SET before = json_remove(before, {paths}), after = json_remove(after, {paths}) "
            "WHERE table_name = 'case'"
        )
    )
    for name in _GONE:
        op.execute(f'ALTER TABLE "case" DROP COLUMN {name}')


def _add_value_lists() -> None:
    """Add the new lists to a store that has its lists already; a new one is filled after the migrations."""
    connection = op.get_bind()
    if connection.exec_driver_sql("SELECT count(*) FROM term").scalar() == 0:
        return
    term = sa.table("term", *map(sa.column, ("list", "code", "label", "position", "active", "extra")))
    for code, entries in (("concern", _CONCERNS), ("channel", _CHANNELS)):
        for position, (entry, label) in enumerate(entries):
            extra = '{"crisis": true}' if entry == "akut" else None
            row = {"list": code, "code": entry, "label": label, "position": position, "active": True, "extra": extra}
            connection.execute(sa.insert(term), row)
    op.execute("UPDATE term SET active = 0 WHERE list = 'case_kind' AND code IN ('anfrage_buerger', 'akuter_hinweis')")


def _create_tables() -> None:
    op.create_table(
        "callback",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("delete_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_callback_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_callback")),
    )
    op.create_table(
        "citizen_case",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("pseudonym", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("concern", sa.String(), nullable=True),
        sa.Column("age_band", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_citizen_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citizen_case")),
    )
    op.create_index(op.f("ix_citizen_case_closed_on"), "citizen_case", ["closed_on"], unique=False)
    op.create_index(op.f("ix_citizen_case_received_on"), "citizen_case", ["received_on"], unique=False)
    op.create_table(
        "council_paper",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("number_key", sa.String(), nullable=True),
        sa.Column("paper_kind", sa.String(), nullable=True),
        sa.Column("case", sa.Integer(), nullable=True),
        sa.Column("lead", sa.String(), nullable=True),
        sa.Column("lead_key", sa.String(), nullable=True),
        sa.Column("submit_by", sa.Date(), nullable=True),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("proposal", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["case"], ["record.id"], name=op.f("fk_council_paper_case")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_council_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_paper")),
    )
    op.create_index(op.f("ix_council_paper_case"), "council_paper", ["case"], unique=False)
    op.create_index(op.f("ix_council_paper_submit_by"), "council_paper", ["submit_by"], unique=False)
    op.create_index(op.f("ix_council_paper_submitted_on"), "council_paper", ["submitted_on"], unique=False)
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("paper", sa.Integer(), nullable=True),
        sa.Column("body", sa.Integer(), nullable=True),
        sa.Column("session_on", sa.Date(), nullable=True),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("votes", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["body"], ["record.id"], name=op.f("fk_consultation_body")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_consultation_id")),
        sa.ForeignKeyConstraint(["paper"], ["record.id"], name=op.f("fk_consultation_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
    )
    op.create_index(op.f("ix_consultation_body"), "consultation", ["body"], unique=False)
    op.create_index(op.f("ix_consultation_paper"), "consultation", ["paper"], unique=False)
    op.create_index(op.f("ix_consultation_session_on"), "consultation", ["session_on"], unique=False)
    op.create_table(
        "mandate",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=True),
        sa.Column("body", sa.Integer(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("report_by", sa.Date(), nullable=True),
        sa.Column("paper", sa.Integer(), nullable=True),
        sa.Column("case", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("report", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["body"], ["record.id"], name=op.f("fk_mandate_body")),
        sa.ForeignKeyConstraint(["case"], ["record.id"], name=op.f("fk_mandate_case")),
        sa.ForeignKeyConstraint(["id"], ["record.id"], name=op.f("fk_mandate_id")),
        sa.ForeignKeyConstraint(["paper"], ["record.id"], name=op.f("fk_mandate_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
    )
    op.create_index(op.f("ix_mandate_body"), "mandate", ["body"], unique=False)
    op.create_index(op.f("ix_mandate_case"), "mandate", ["case"], unique=False)
    op.create_index(op.f("ix_mandate_done_on"), "mandate", ["done_on"], unique=False)
    op.create_index(op.f("ix_mandate_given_on"), "mandate", ["given_on"], unique=False)
    op.create_index(op.f("ix_mandate_paper"), "mandate", ["paper"], unique=False)
    op.create_index(op.f("ix_mandate_report_by"), "mandate", ["report_by"], unique=False)
