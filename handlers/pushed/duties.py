"""The news of duties, for their owner and for who gave them."""

from handlers.buttons.duties import ShowDuty
from handlers.pushed.shown import Facts, Rows, Shows, Tells, shows
from handlers.talk.screens import Button, Screen
from handlers.talk.texts import Words
from models.duties.telling import DutyNews, OrderNews


def _duty(words: Words, facts: Facts) -> Rows:
    return ((Button(words("duty-button-open"), ShowDuty(duty_id=facts["duty_id"])),),)


def _of_before(key: str) -> Shows:
    """Shows news of an order that was put before orders were duties, in the words of now."""
    show = shows(key, _duty)

    def shown(words: Words, facts: Facts) -> Screen:
        told = {**facts, "duty_id": facts["order_id"], "owner": facts["department"], "kind": "order"}
        return show(words, {**told, "until": facts["by"]})

    return shown


_BEFORE: dict[OrderNews, DutyNews] = {
    OrderNews.GIVEN: DutyNews.GIVEN,
    OrderNews.ACCEPTED: DutyNews.ACCEPTED,
    OrderNews.ANSWERED: DutyNews.REPORTED,
    OrderNews.SENT_BACK: DutyNews.SENT_BACK,
    OrderNews.CLOSED: DutyNews.STRUCK,
    OrderNews.LATE: DutyNews.ORANGE,
}
DUTIES: Tells = {each: shows(each.value, _duty) for each in DutyNews} | {
    before: _of_before(now.value) for before, now in _BEFORE.items()
}
