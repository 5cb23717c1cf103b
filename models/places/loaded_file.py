"""Which files of the city pack were brought in, so that a start does not read again what has not changed."""

from sqlalchemy.orm import Mapped, mapped_column

from models.storage.database import Base


class LoadedFile(Base):
    """A file of the pack by its part (`places`), and the SHA-256 of what was read, in hexadecimal."""

    __tablename__ = "loaded_file"

    name: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str]
