"""Former names of units, what stayed out of a file, 第N次报送 of files and reviews, and corrections."""

from __future__ import annotations

import sqlalchemy as sa

from db.migrations.tables import add_seals, create_revisions, numbers, set_aside, take_over, text

revision = "0008"
down_revision = "0007"

_MONTH = ["year", "month", "unit_id"]
_YEAR = ["year", "unit_id", "month"]


def upgrade() -> None:
    _renew_units()
    _renew_acceptances()
    _renew_reviews()
    create_revisions(
        "corrections",
        [
            *text("target_id", "unit_id"),
            *numbers("year", "month"),
            *text("reason", "reported", "corrected_by"),
            sa.Column("corrected_on", sa.Text),
        ],
        by_revision=[*_MONTH, "target_id"],
        current=[*_YEAR, "target_id"],
    )
    for table in ("units", "acceptances", "reviews", "corrections"):
        add_seals(table)


def _renew_units() -> None:
    set_aside("units")
    names = ("id", "name", "short_name", "leader", "phone", "place")
    columns = [*text(*names[:-1]), *numbers("place"), *text("former_names")]
    create_revisions("units", columns, by_revision=["id"], current=["id"])
    take_over("units", names, {"former_names": "'[]'"})


def _renew_acceptances() -> None:
    set_aside("acceptances")
    kept = ("check_code", "file_name", "at", "accepted_by")
    columns = [
        *text("sha256", "unit_id"),
        *numbers("year", "month", "number"),
        *text(*kept),
        *numbers("hand_in"),
        *text("left_out", "refused"),
    ]
    create_revisions("acceptances", columns, by_revision=["sha256"], current=["sha256"])
    names = ("sha256", "unit_id", "year", "month", "number", *kept)
    take_over("acceptances", names, {"hand_in": "0", "left_out": "'[]'", "refused": "'[]'"})


def _renew_reviews() -> None:
    set_aside("reviews")
    columns = [
        *text("unit_id"),
        *numbers("year", "month"),
        *text("verdict"),
        *numbers("number"),
        *text("check_code", "reasons"),
        *numbers("hand_in"),
    ]
    create_revisions("reviews", columns, by_revision=_MONTH, current=_YEAR)
    names = ("unit_id", "year", "month", "verdict", "number", "check_code", "reasons")
    take_over("reviews", names, {"hand_in": "0"})
