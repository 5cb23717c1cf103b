"""Makes every table known: one is only once its module is imported, and no command imports them all by itself."""

import importlib
import pkgutil

import sqlalchemy as sa

import models
from models.database import Base


def every_table() -> list[sa.Table]:
    """All of the product's, each after those it refers to."""
    for module in pkgutil.iter_modules(models.__path__):
        if not module.ispkg:
            importlib.import_module(f"models.{module.name}")
    return Base.metadata.sorted_tables
