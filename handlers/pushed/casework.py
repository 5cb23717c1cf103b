"""The news of cases for a department."""

from collections.abc import Callable, Mapping

from aiogram.filters.callback_data import CallbackData

from handlers.buttons.negotiations import NegotiationAbout
from handlers.buttons.staff import (
    ApproveExtension,
    DoStep,
    MoreSteps,
    OpenHeap,
    OpenQueue,
    RefuseExtension,
    ShowAssist,
    ShowOrder,
    ShowStaffCase,
    SignAnswer,
)
from handlers.pushed.shown import Facts, Rows, Tells, shows
from handlers.talk.screens import Button, in_rows
from handlers.talk.texts import Words
from models.cases.news import StaffNews
from models.cases.steps import Step
from models.casework.queue import Heap

IN_A_ROW = 6
"""Number buttons below a message about deadlines."""


def _step(words: Words, facts: Facts, step: Step) -> Button:
    return Button(words(f"staff-button-{step}"), DoStep(case_id=facts["case_id"], step=step))


def _new(words: Words, facts: Facts) -> Rows:
    return (
        (_step(words, facts, Step.TAKE), _step(words, facts, Step.ASK)),
        (_step(words, facts, Step.TRANSFER), _step(words, facts, Step.ANSWER)),
        (Button(words("staff-button-more"), MoreSteps(case_id=facts["case_id"])),),
    )


def _call(words: Words, facts: Facts) -> Rows:
    """One press takes the case and asks what to write."""
    return ((Button(words("staff-button-call"), DoStep(case_id=facts["case_id"], step=Step.ASK)),),)


def _card(words: Words, facts: Facts) -> Button:
    return Button(words("staff-button-open"), ShowStaffCase(case_id=facts["case_id"]))


def _open(words: Words, facts: Facts) -> Rows:
    """Opens the card; for an urgent case in conversation, the next text to write comes first."""
    write = Button(words("staff-button-write"), DoStep(case_id=facts["case_id"], step=Step.ASK))
    return (*(((write,),) if facts.get("talks") else ()), (_card(words, facts),))


def _queue(words: Words, facts: Facts) -> Rows:
    return ((Button(words("staff-button-queue"), OpenQueue()),),)


def _sign(words: Words, facts: Facts) -> Rows:
    yes, back, change = (
        Button(words(f"staff-button-sign-{how}"), SignAnswer(case_id=facts["case_id"], how=how))
        for how in ("yes", "back", "change")
    )
    return ((yes, back), (change, _card(words, facts)))


def _extension(words: Words, facts: Facts) -> Rows:
    approve = Button(words("staff-button-approve"), ApproveExtension(case_id=facts["case_id"]))
    refuse = Button(words("staff-button-refuse"), RefuseExtension(case_id=facts["case_id"]))
    return ((approve, refuse), (_card(words, facts),))


def _assist(words: Words, facts: Facts) -> Rows:
    return ((Button(words("staff-button-help"), ShowAssist(assist_id=facts["assist_id"])),),)


def _order(words: Words, facts: Facts) -> Rows:
    return ((Button(words("staff-button-order-open"), ShowOrder(order_id=facts["order_id"])),),)


OPENS: Mapping[str, Callable[[int], CallbackData]] = {
    "case": lambda number: ShowStaffCase(case_id=number),
    "order": lambda number: ShowOrder(order_id=number),
    "assist": lambda number: ShowAssist(assist_id=number),
}
"""For each kind of line in a message about deadlines, the button data that opens its object by number."""


def _deadlines(words: Words, facts: Facts) -> Rows:
    """A number button for each line, and a button for all cases of the kind."""
    numbers = [
        Button(words("staff-button-place", place=str(place)), OPENS[what](number))
        for place, (what, number) in enumerate(facts["opens"], 1)
    ]
    every: tuple[Button, ...] = ()
    if "cases" in facts:
        heap = Heap.SOON if facts["late"] == "none" else Heap.OVERDUE
        every = (Button(words(f"staff-button-all-{heap}"), OpenHeap(heap=heap)),)
    return (*in_rows(numbers, IN_A_ROW), (*every, *_queue(words, facts)[0]))


def _problem(words: Words, facts: Facts) -> Rows:
    type_key, platform = facts["problem"]
    label = words("negotiation-button-open" if facts["negotiates"] else "negotiation-button-see")
    return ((Button(label, NegotiationAbout(type=type_key, platform=platform)),), *_queue(words, facts))


NEW: Tells = {
    StaffNews.FILED: shows("staff-news-filed", _new),
    StaffNews.FILED_DANGER: shows("staff-news-filed-danger", _new),
    StaffNews.REOPENED: shows("staff-news-reopened", _new),
    StaffNews.TRANSFERRED: shows("staff-news-transferred", _new),
}
NOBODYS: Tells = {
    StaffNews.FILED_NOBODY: shows("staff-news-filed-nobody", _new),
    StaffNews.FILED_NOBODY_DANGER: shows("staff-news-filed-nobody-danger", _new),
}
CALLED: Tells = {StaffNews.URGENT: shows("staff-news-urgent", _call)}
PROMISED: Tells = {StaffNews.PROMISE_DUE: shows("staff-news-promise-due", _open)}
COLLEAGUES: Tells = {
    StaffNews.REPLIED: shows("staff-news-replied", _open),
    StaffNews.REPLIED_FILE: shows("staff-news-replied-file", _open),
    StaffNews.ADDED: shows("staff-news-added", _open),
    StaffNews.EVIDENCE: shows("staff-news-evidence", _open),
    StaffNews.WITHDRAWN: shows("staff-news-withdrawn", _open),
    StaffNews.CLAIMED: shows("staff-news-claimed", _open),
    StaffNews.RETURNS: shows("staff-news-returns", _deadlines),
    StaffNews.NOT_SOLVED: shows("staff-news-not-solved", _queue),
    StaffNews.CONTACT: shows("staff-news-contact", _open),
    StaffNews.FILE_LOST: shows("staff-news-file-lost", _open),
    StaffNews.ASSIGNED: shows("staff-news-assigned", _open),
    StaffNews.TAKEN_OVER: shows("staff-news-taken-over", _open),
    StaffNews.HANDED_OVER: shows("staff-news-handed-over", _queue),
    StaffNews.HANDED_FROM: shows("staff-news-handed-from", _queue),
    StaffNews.AWAY: shows("staff-news-away", _queue),
    StaffNews.AWAY_SELF: shows("staff-news-away-self", _queue),
    StaffNews.AWAY_COVER: shows("staff-news-away-cover", _queue),
    StaffNews.AWAY_PLANNED: shows("staff-news-away-planned", _queue),
    StaffNews.BACK: shows("staff-news-back", _queue),
    StaffNews.BACK_SELF: shows("staff-news-back-self", _queue),
    StaffNews.SIGN: shows("staff-news-sign", _sign),
    StaffNews.SIGNED: shows("staff-news-signed", _open),
    StaffNews.SENT_BACK: shows("staff-news-sent-back", _open),
    StaffNews.EXTENSION: shows("staff-news-extension", _extension),
    StaffNews.EXTENDED: shows("staff-news-extended", _open),
    StaffNews.EXTENSION_REFUSED: shows("staff-news-extension-refused", _open),
    StaffNews.ASSIST: shows("staff-news-assist", _assist),
    StaffNews.ASSISTED: shows("staff-news-assisted", _open),
    StaffNews.ASSIST_LATE: shows("staff-news-assist-late", _assist),
    StaffNews.ASSIST_MISSING: shows("staff-news-assist-missing", _open),
    StaffNews.ORDERED: shows("staff-news-ordered", _order),
    StaffNews.ORDER_ANSWERED: shows("staff-news-order-answered", _open),
    StaffNews.ORDER_LATE: shows("staff-news-order-late", _order),
    StaffNews.PROMISE_BROKEN: shows("staff-news-promise-broken", _open),
    StaffNews.DEADLINE_HALF: shows("staff-news-deadline-half", _open),
    StaffNews.DEADLINE_NEAR: shows("staff-news-deadline-near", _open),
    StaffNews.DEADLINE_REACHED: shows("staff-news-deadline-reached", _open),
    StaffNews.DEADLINE_OVER: shows("staff-news-deadline-over", _open),
    StaffNews.WARNINGS: shows("staff-news-warnings", _deadlines),
    StaffNews.WARNINGS_LATE: shows("staff-news-warnings-late", _deadlines),
    StaffNews.LATE: shows("staff-news-late", _deadlines),
    StaffNews.COMMON_PROBLEM: shows("common-problem", _problem),
}
