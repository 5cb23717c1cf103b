"""Import every module with tables: SQLAlchemy knows a table only then, and no command imports them all by itself."""

import importlib
import pkgutil

import sqlalchemy as sa

import models
from models.storage.database import Base

NO_TABLES = "models.foreign_files"
"""A room without tables; it imports libraries of many MB."""


def every_table() -> list[sa.Table]:
    """All tables of the product, each after the tables that it refers to."""
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if not module.name.startswith(NO_TABLES):
            importlib.import_module(module.name)
    return Base.metadata.sorted_tables
