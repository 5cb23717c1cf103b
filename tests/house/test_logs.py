"""An outage does not fill the log: one line a second of each sort, with a count of the others."""

import pytest
import structlog

from bot import logs
from bot.logs import Seldom


def test_what_everybody_would_say_in_an_outage_is_said_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(logs.time, "monotonic", lambda: now[0])
    seldom, said = Seldom(), []
    for hundredth in range(250):
        now[0] = 100 + hundredth / 100
        try:
            said.append(dict(seldom(None, "warning", {"event": "database away", "update": str(hundredth)})))
        except structlog.DropEvent:
            continue
    assert [each.get("more") for each in said] == [None, 99, 99]
    assert seldom(None, "error", {"event": "update failed"}) == {"event": "update failed"}
