"""The news of orders that are about no case, for the department that got one and for who gave it."""

from handlers.buttons.leading import ShowLeaderOrder
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button
from handlers.talk.texts import Words
from models.leading.orders import OrderNews


def _order(words: Words, facts: Facts) -> Rows:
    return ((Button(words("staff-button-order-open"), ShowLeaderOrder(order_id=facts["order_id"])),),)


ORDERS: Tells = {each: shows(each.value, _order) for each in OrderNews}
