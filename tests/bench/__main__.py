"""The parts of the bench, in the order in which they run: `python -m tests.bench [--quick] [PART …]`."""

from tests.bench import (
    bombing,
    cases,
    conversation,
    events,
    filing,
    large,
    lists,
    map_page,
    notices,
    pictures,
    places,
    poll,
    queue,
    replies,
    scale,
    sending,
    service,
    shown,
    understanding,
)
from tests.bench.run import command

PARTS = (
    conversation.PART,
    filing.PART,
    events.PART,
    cases.PART,
    queue.PART,
    lists.PART,
    large.PART,
    scale.PART,
    sending.PART,
    replies.PART,
    notices.PART,
    poll.PART,
    service.PART,
    places.PART,
    map_page.PART,
    understanding.PART,
    shown.PART,
    pictures.PART,
    bombing.PART,
)

if __name__ == "__main__":
    command(PARTS)()
