"""Makes every table known: one is only once its module is imported, and no command imports them all by itself."""

import importlib
import pkgutil

import sqlalchemy as sa

import models
from models.storage.database import Base

NO_TABLES = "models.foreign_files"
"""It imports libraries of many MB, which no table needs."""


def every_table() -> list[sa.Table]:
    """All of the product's, each after those it refers to."""
    for module in pkgutil.walk_packages(models.__path__, "models."):
        if not module.name.startswith(NO_TABLES):
            importlib.import_module(module.name)
    return Base.metadata.sorted_tables
