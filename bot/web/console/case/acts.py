"""What can be done with a case now, as the page offers it: the acts that come first, then the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.cases.steps import CaseState, Role, Step
from models.casework.looks import may_read_looks
from models.desk.whole_case import WholeCase


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with a case. name: as its paths have it. says: the key of its label. form: whether something is
    filled in for it; else one press does it. letter: the key of the keyboard for it."""

    name: str
    says: str
    form: bool = True
    letter: str = ""


def _of_step(step: Step, *, form: bool = True, letter: str = "") -> Act:
    name = step.value.replace("_", "-")
    return Act(name, f"staff-button-{name}", form, letter)


OF_STEPS: Mapping[Step, Act] = {
    Step.TAKE: _of_step(Step.TAKE, form=False, letter="a"),
    Step.TAKE_OVER: _of_step(Step.TAKE_OVER, form=False, letter="a"),
    Step.ANSWER: _of_step(Step.ANSWER, letter="r"),
    Step.RESUME: _of_step(Step.RESUME, form=False),
    Step.ASK: _of_step(Step.ASK, letter="q"),
    Step.SETTLE: _of_step(Step.SETTLE, letter="s"),
    Step.NOTE: _of_step(Step.NOTE, letter="n"),
    Step.TRANSFER: _of_step(Step.TRANSFER, letter="t"),
    Step.PROMISE: _of_step(Step.PROMISE),
    Step.ASK_EXTENSION: _of_step(Step.ASK_EXTENSION),
    Step.ASSIST: _of_step(Step.ASSIST),
    Step.CONTACT_PLATFORM: _of_step(Step.CONTACT_PLATFORM),
    Step.ASSIGN: _of_step(Step.ASSIGN),
    Step.ORDER: _of_step(Step.ORDER),
    Step.ANSWER_ORDER: _of_step(Step.ANSWER_ORDER),
    Step.ASK_REVEAL: _of_step(Step.ASK_REVEAL),
    Step.URGE_REVEAL: _of_step(Step.URGE_REVEAL),
}
"""The acts that are steps, in the order in which they are offered. SAY is sent from the form of ANSWER."""
APPROVE = Act("approve", "staff-button-approve", form=False)
REFUSE = Act("refuse", "staff-button-refuse", form=False)
SIGN_YES = Act("sign-yes", "staff-button-sign-yes", form=False)
SIGN_BACK, SIGN_CHANGE = Act("sign-back", "staff-button-sign-back"), Act("sign-change", "staff-button-sign-change")
MAKE_PLACE = Act("make-place", "staff-button-make-place", form=False)
TELL_GATE = Act("tell-gate", "gate-button-publish-from-case")
CONFIRM_REVEAL = Act("confirm-reveal", "staff-button-confirm-reveal", form=False)
NAMED, IDENTITY = Act("named", "staff-button-named", form=False), Act("identity", "staff-button-identity", form=False)
LOOKS = Act("looks", "desk-button-looks")
EVERY = {
    each.name: each
    for each in (
        *OF_STEPS.values(),
        *(APPROVE, REFUSE, SIGN_YES, SIGN_BACK, SIGN_CHANGE, MAKE_PLACE, TELL_GATE, CONFIRM_REVEAL, NAMED, IDENTITY),
    )
}

_FREE = (Step.TAKE, Step.ANSWER, Step.ASK, Step.TRANSFER, Step.NOTE)
_MINE = (Step.ANSWER, Step.RESUME, Step.ASK, Step.SETTLE, Step.NOTE, Step.TRANSFER)
_OTHERS = (Step.TAKE_OVER, Step.NOTE)


@dataclass(frozen=True, slots=True)
class Acts:
    """What can be done now. decide: what waits for this colleague's word; first, more: in this order."""

    decide: list[Act]
    first: list[Act]
    more: list[Act]

    def named(self, name: str) -> Act | None:
        """The act with that name, if it can be done now."""
        return next((each for each in (*self.decide, *self.first, *self.more) if each.name == name), None)


def acts_of(whole: WholeCase) -> Acts:
    """Every act that is possible now; no other is offered."""
    seen, steps = whole.seen, whole.seen.steps
    wanted: tuple[Step, ...] = _FREE if seen.free else _MINE if seen.mine else _OTHERS
    if not seen.mine and seen.by.role is Role.LEAD_DEPARTMENT and not seen.ours:
        wanted = (*(each for each in wanted if each is not Step.NOTE), Step.ORDER, Step.NOTE)
    first = [OF_STEPS[each] for each in wanted if each in steps]
    if seen.case.state is CaseState.ANSWERED and seen.mine:
        first.sort(key=lambda act: act.name != "settle")
    decide = _decisions(whole)
    more = [act for step, act in OF_STEPS.items() if step in steps and act not in (*first, *decide)]
    return Acts(decide, first, [*more, *_about_filer(whole)])


def _decisions(whole: WholeCase) -> list[Act]:
    seen = whole.seen
    decide = [SIGN_YES, SIGN_CHANGE, SIGN_BACK] if seen.signs else []
    decide += [APPROVE, REFUSE] if seen.decides_on_time else []
    decide += [OF_STEPS[Step.ANSWER_ORDER]] if Step.ANSWER_ORDER in seen.steps else []
    decide += [MAKE_PLACE] if seen.makes_place else []
    decide += [TELL_GATE] if seen.tells_gate else []
    if whole.danger is not None and Step.REVEAL in seen.steps and whole.danger.staff_id != seen.staff.id:
        decide += [CONFIRM_REVEAL]
    return decide


def _about_filer(whole: WholeCase) -> list[Act]:
    """Who filed the case, where the colleague may see it, and who has looked at it, for leads."""
    seen = whole.seen
    shown = [NAMED] if seen.named else []
    shown += [IDENTITY] if seen.case.pseudonym is not None and not seen.case.anonymous else []
    return shown


def reads_looks(whole: WholeCase) -> bool:
    """Whether the colleague may see who has looked at the case."""
    return may_read_looks(whole.seen.staff)
