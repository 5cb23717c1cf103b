"""A throw-away PostgreSQL of the system's binaries on loopback, with its files in a folder of its own. It can be
stopped, killed and started again, and a standby can follow it and be promoted."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.world.processes.serving import free_port

_BINARIES = Path("/usr/lib/postgresql")
SETTINGS = ("listen_addresses=127.0.0.1", "fsync=off", "max_connections=200")
"""A process that is killed loses nothing that it wrote; only a machine would."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One server. folder: its data, its log and its socket. The commands block."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"postgresql+asyncpg://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = [f"-p {self.port}", f"-k {self.folder}", *(f"-c {each}" for each in SETTINGS)]
        self._control("-w", "-o", " ".join(options), "-l", str(self.folder / "log"), "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop. how: `fast` cuts every connection and writes down what there is; `immediate` dies as by kill -9."""
        self._control("-m", how, "stop")

    def promote(self) -> None:
        """Take writes from now on, though it was a standby."""
        self._control("-w", "promote")

    def say(self, statement: str) -> str:
        """What psql answers."""
        return _run("psql", *self._address, "-Atc", statement, at=self.folder)

    @property
    def _address(self) -> tuple[str, ...]:
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")

    def _control(self, *arguments: str) -> None:
        _run("pg_ctl", "-D", str(self.folder / "data"), *arguments, at=self.folder)

    @contextmanager
    def followed(self) -> Iterator["Cluster"]:
        """A standby for the length of the block. Every commit waits until the standby has it too."""
        with _folder() as folder:
            standby = Cluster(folder, free_port())
            _run(
                "pg_basebackup",
                *self._address,
                "-D",
                str(folder / "data"),
                "-R",
                "-X",
                "stream",
                "-c",
                "fast",
                at=folder,
            )
            standby.start()
            try:
                self.say("ALTER SYSTEM SET synchronous_standby_names = '*'")
                self.say("SELECT pg_reload_conf()")
                while self.say("SELECT sync_state FROM pg_stat_replication") != "sync":
                    time.sleep(0.1)
                yield standby
            finally:
                with suppress(subprocess.CalledProcessError):
                    standby.stop()


@contextmanager
def running_cluster() -> Iterator[Cluster]:
    """A running server for the length of the block. Raises LookupError where PostgreSQL's server is not installed."""
    with _folder() as folder:
        cluster = Cluster(folder, free_port())
        _run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "postgres", at=folder)
        cluster.start()
        try:
            yield cluster
        finally:
            with suppress(subprocess.CalledProcessError):  # stopped before
                cluster.stop()


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="nuanxin-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _run(program: str, *arguments: str, at: Path) -> str:
    with (at / "said").open("w+b") as said:  # no pipe: the server would keep it open
        subprocess.run(_command(program, *arguments), check=True, cwd=at, stdout=said, stderr=said)
        said.seek(0)
        return said.read().decode().strip()


def _command(program: str, *arguments: str) -> list[str]:
    """The command, as the user who may run a server."""
    found = sorted(_BINARIES.glob(f"*/bin/{program}"))
    if not found:
        raise LookupError(f"no {program} in {_BINARIES}")
    as_owner = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    return [*as_owner, str(found[-1]), *arguments]
