"""kill -9 of the sender at random moments, twenty times, on both databases."""

import pytest

from tests.bot.sending.test_sender_kill import killed_while_it_sends

KILLS = 20


@pytest.mark.timeout(600)
async def test_killed_twenty_times_every_row_is_sent_and_few_twice(database_url: str) -> None:
    await killed_while_it_sends(database_url, KILLS)
