"""The job that fetches files which people sent from their channels (models/storage/incoming_file.py): the due ones, a
few at once, again until they are here. WANTS says for each noun what happens with a file."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.channel.channel import Channel, FileLost
from bot.channel.kept_files import KeptFiles
from bot.foreign_files import ForeignFiles
from bot.jobs import evidence, notice_lists, pictures, proofs, reading
from models.cases.evidence import GIVE_UP
from models.casework.files import PAGE
from models.duties import proof
from models.notices import people_list
from models.outbox.pictures import PATIENCE
from models.pictures.reading import SHOWN_KEPT
from models.storage.database import Database
from models.storage.incoming_file import Belongs, Incoming, claim_files, is_file_due, try_later
from models.storage.kept_file import drop_large_file

log = structlog.get_logger(__name__)

Clock = Callable[[], datetime]
Download = Callable[[str, str], Awaitable[bytes]]
"""(channel, file id) -> the bytes. Raises FileLost if they are gone for good; any other error means to try later."""

AT_ONCE = 4
"""Files that are fetched at the same time; each may take 20 MB of memory."""
WITHIN_S = 60.0
"""A fetch that takes longer is tried again. The lease of a file (models/storage/incoming_file.py) lasts twice as
long."""
LOOK_AGAIN_S = 1.0
"""New files are looked for this often while a fetch is still running."""


@dataclass(frozen=True, slots=True)
class Wants:
    """The operations of a noun on a file that came for one of its rows.

    keep: (database, files, number or key of the row, bytes, clock); keeps the bytes or refuses them.
    lose: (session, number or key, now); the channel will never give the bytes.
    patience: how long after the file was sent the channel is asked again.
    """

    keep: Callable[[Database, ForeignFiles, Any, bytes, Clock], Awaitable[None]]
    lose: Callable[[AsyncSession, Any, datetime], Awaitable[None]]
    patience: timedelta


WANTS: Mapping[Belongs, Wants] = {
    Belongs.EVIDENCE: Wants(evidence.keep, evidence.lose, GIVE_UP),
    Belongs.PICTURE: Wants(pictures.keep, pictures.lose, PATIENCE),
    Belongs.LIST: Wants(notice_lists.keep, notice_lists.lose, people_list.PATIENCE),
    Belongs.PROOF: Wants(proofs.keep, proofs.lose, proof.PATIENCE),
    Belongs.SHOWN: Wants(reading.keep, reading.lose, SHOWN_KEPT),
}


class NoSuchChannel(Exception):
    """The channel is not configured now; it may be again."""


def download_by(channels: Mapping[str, Channel], uploads: KeptFiles | None = None) -> Download:
    """Return a function that downloads from the channel of the file. uploads: what was uploaded on pages of ours."""

    async def download(channel: str, file_id: str) -> bytes:
        if channel == PAGE and uploads is not None:
            try:
                return await uploads.read_sent(file_id)
            except LookupError as error:
                raise FileLost from error
        if channel not in channels:
            raise NoSuchChannel(channel)
        return await channels[channel].download(file_id)

    return download


async def fetch_files(
    database: Database, download: Download, files: ForeignFiles, *, clock: Clock = lambda: datetime.now(UTC)
) -> int:
    """Fetch until no file is due or being fetched. A failed one is due again later. Returns how many were tried."""
    return await _Fetcher(database, download, files, clock).run()


@dataclass(slots=True)
class _Fetcher:
    """One run of the job."""

    database: Database
    download: Download
    files: ForeignFiles
    clock: Clock
    under_way: set[asyncio.Task[None]] = field(default_factory=set)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Lets one file at a time be kept, since it is in memory several times meanwhile."""

    async def run(self) -> int:
        tried, troubles = 0, list[BaseException]()
        try:
            while True:
                claimed = await self._claim(AT_ONCE - len(self.under_way))
                self.under_way |= {asyncio.create_task(self._fetch(each)) for each in claimed}
                tried += len(claimed)
                if not self.under_way:
                    break
                done, self.under_way = await asyncio.wait(
                    self.under_way, timeout=LOOK_AGAIN_S, return_when=asyncio.FIRST_COMPLETED
                )
                troubles += [error for each in done if (error := each.exception()) is not None]
        finally:
            for task in self.under_way:
                task.cancel()
            await asyncio.gather(*self.under_way, return_exceptions=True)
        if troubles:
            raise troubles[0]
        return tried

    async def _claim(self, limit: int) -> Sequence[Incoming]:
        if not limit:
            return []
        async with self.database.reading() as session:
            if not await is_file_due(session, now=self.clock()):
                return []
        async with self.database.transaction() as session:
            return await claim_files(session, now=self.clock(), limit=limit)

    async def _fetch(self, incoming: Incoming) -> None:
        wants = WANTS[incoming.belongs]
        try:
            async with asyncio.timeout(WITHIN_S):
                content = await self.download(incoming.channel, incoming.file_id)
        except Exception as error:  # a channel's library may raise anything, and the file must not be lost
            log.warning("file not fetched", **{incoming.belongs.value: incoming.owner}, error=type(error).__name__)
            if not await self._is_lost(incoming, error):
                return
        else:
            async with self.turn:
                await wants.keep(self.database, self.files, incoming.owner, content, self.clock)
        if incoming.belongs is not Belongs.SHOWN:  # which may still become evidence
            await drop_large_file(self.database, incoming.file_id)  # a page's upload, as large as the kept file

    async def _is_lost(self, incoming: Incoming, error: Exception) -> bool:
        """Return whether the file is given up; if not, it is fetched again later."""
        wants, now = WANTS[incoming.belongs], self.clock()
        async with self.database.transaction() as session:
            lost = isinstance(error, FileLost) or now - incoming.since > wants.patience
            if lost:
                await wants.lose(session, incoming.owner, now)
            else:
                await try_later(session, incoming, now=now)
        return lost
