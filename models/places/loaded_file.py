"""Files of the city pack that were imported, so that a start does not import an unchanged file again."""

from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base


class LoadedFile(Base):
    """An imported file of the pack. name: its part (`places`); sha256: of the imported bytes, hexadecimal."""

    __tablename__ = "loaded_file"

    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
