"""What a database looks like, held against what `tables` declares.

Columns, keys, constraints and indexes guard what writers may store; a database that lost one of them, to a
repair by hand or another program, takes wrong rows without a word.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Engine, StaticPool, create_engine, inspect
from sqlmodel import SQLModel

from tracker.store import tables

Shape = Mapping[str, Mapping[str, Any]]
"""By table: its columns, primary key, unique and check constraints, foreign keys and indexes."""


def shape_of(connection: sqlite3.Connection) -> Shape:
    """Return the shape of the database behind an open connection."""
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    return _shape(engine)


def declared_shape() -> Shape:
    """Return the shape that the table classes declare."""
    with closing(sqlite3.connect(":memory:")) as connection:
        engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
        own = [found.__table__ for found in vars(tables).values() if hasattr(found, "__table__")]
        SQLModel.metadata.create_all(engine, tables=own)
        return _shape(engine)


def shape_faults(connection: sqlite3.Connection) -> list[str]:
    """Return what in the schema is not as declared, one line each; empty when all is."""
    found, declared = shape_of(connection), declared_shape()
    lines = [f"the table {name} is missing" for name in declared.keys() - found.keys()]
    for name in declared.keys() & found.keys():
        wrong = [part for part, wanted in declared[name].items() if found[name][part] != wanted]
        lines += [f"the table {name} has other {part} than a tracker makes" for part in wrong]
    return sorted(lines)


def _shape(engine: Engine) -> Shape:
    seen = inspect(engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]).replace("VARCHAR", "TEXT"), column["nullable"])
                for column in seen.get_columns(table)
            ],
            "keys": seen.get_pk_constraint(table)["constrained_columns"],
            "unique constraints": seen.get_unique_constraints(table),
            "checks": {
                check["name"]: re.sub(r"\s+", " ", check["sqltext"])
                for check in seen.get_check_constraints(table)
            },
            "references": [
                (key["constrained_columns"], key["referred_table"]) for key in seen.get_foreign_keys(table)
            ],
            "indexes": sorted((index["name"], index["column_names"]) for index in seen.get_indexes(table)),
        }
        for table in seen.get_table_names()
    }
