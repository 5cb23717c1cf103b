"""How the invented cases go: a plot names the steps after filing, and how long each takes in working hours.

A step is one operation of models/, by whoever would take it: the handler, the lead, the rider, the job.
"""

import io
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from random import Random

from PIL import Image, ImageDraw
from sqlalchemy.ext.asyncio import AsyncSession

from bot.demo.cast import CHANNEL, Cast, said
from models.cases.case import Case
from models.cases.closing import Satisfaction, confirm_solved, rate_case, reopen_case
from models.cases.evidence import Received, keep_evidence
from models.cases.mine import add_case_evidence, add_to_case, withdraw_case
from models.cases.steps import Step as CaseStep
from models.casework.assist import answer_assist, ask_assist, assists_of
from models.casework.extension import approve_extension, ask_extension
from models.casework.handling import ask_worker, note_case, promise_worker, say_meanwhile, take_case
from models.casework.orders import answer_order, order_case, orders_of
from models.casework.second_look import answer_or_hand_in, sign_answer
from models.casework.transfer import transfer_case
from models.city.pack import City
from models.people.person import Person
from models.staff.post import Staff

COLOURS = ("#3b6ea5", "#5a7d4a", "#8a5a44", "#6b5b95")


@dataclass
class Story:
    """One case on its way. handler: the post that has it, or will have it; steps: what is still to come."""

    case_id: int
    rider: int
    handler: int
    steps: list[tuple[str, tuple[float, float]]] = field(default_factory=list)


@dataclass
class Scene:
    """What a step needs: the transaction, the moment, and who there is."""

    session: AsyncSession
    city: City
    cast: Cast
    rng: Random
    now: datetime

    def line(self, key: str) -> str:
        """One of the sentences of this kind."""
        return str(self.rng.choice(said()["says"][key]))

    async def case(self, story: Story) -> Case:
        return await self.session.get_one(Case, story.case_id)

    async def handler(self, story: Story) -> Staff:
        return await self.session.get_one(Staff, story.handler)

    async def rider(self, story: Story) -> Person:
        return await self.session.get_one(Person, story.rider)

    async def lead(self, story: Story) -> Staff:
        """The lead of the department that has the case."""
        return await self.session.get_one(Staff, self.cast.leads[(await self.case(story)).department])

    async def leading(self) -> Staff:
        """The lead of the lead department."""
        return await self.session.get_one(Staff, self.cast.leads[self.city.lead_department.key])


async def take(scene: Scene, story: Story) -> None:
    case = await scene.case(story)
    story.handler = scene.rng.choice(scene.cast.clerks[case.department])
    await take_case(scene.session, case.id, await scene.handler(story), city=scene.city, now=scene.now)


async def ask(scene: Scene, story: Story) -> None:
    staff = await scene.handler(story)
    await ask_worker(scene.session, story.case_id, staff, scene.line("ask"), city=scene.city, now=scene.now)


async def reply(scene: Scene, story: Story) -> None:
    rider = await scene.rider(story)
    await add_to_case(scene.session, story.case_id, rider, scene.line("reply"), city=scene.city, now=scene.now)


async def say(scene: Scene, story: Story) -> None:
    staff = await scene.handler(story)
    await say_meanwhile(scene.session, story.case_id, staff, scene.line("meanwhile"), city=scene.city, now=scene.now)


async def note(scene: Scene, story: Story) -> None:
    staff = await scene.handler(story)
    await note_case(scene.session, story.case_id, staff, scene.line("note"), city=scene.city, now=scene.now)


async def promise(scene: Scene, story: Story) -> None:
    staff, today = await scene.handler(story), scene.now.astimezone(scene.city.zone).date()
    until, text = scene.city.calendar.working_day_after(today, 3), scene.line("promise")
    await promise_worker(scene.session, story.case_id, staff, text, until=until, city=scene.city, now=scene.now)


async def answer(scene: Scene, story: Story) -> None:
    await _words(scene, story, CaseStep.ANSWER, "answer")


async def settle(scene: Scene, story: Story) -> None:
    await _words(scene, story, CaseStep.SETTLE, "settle")


async def _words(scene: Scene, story: Story, step: CaseStep, key: str) -> None:
    """Answers or settles; where a second person has to look, the lead signs."""
    staff, text = await scene.handler(story), scene.line(key)
    about = {"files": [], "city": scene.city, "now": scene.now}
    if not await answer_or_hand_in(scene.session, story.case_id, staff, step, text, **about):  # type: ignore[arg-type]
        await sign_answer(scene.session, story.case_id, await scene.lead(story), city=scene.city, now=scene.now)


async def content(scene: Scene, story: Story) -> None:
    rider = await scene.rider(story)
    await confirm_solved(scene.session, story.case_id, rider, now=scene.now)
    await rate_case(scene.session, story.case_id, rider, Satisfaction.YES, now=scene.now)


async def so_so(scene: Scene, story: Story) -> None:
    rider = await scene.rider(story)
    await confirm_solved(scene.session, story.case_id, rider, now=scene.now)
    how = scene.rng.choice((Satisfaction.SO_SO, Satisfaction.NO))
    await rate_case(scene.session, story.case_id, rider, how, now=scene.now)


async def picture(scene: Scene, story: Story) -> None:
    rider, colour = await scene.rider(story), scene.rng.choice(COLOURS)
    piece = await add_case_evidence(
        scene.session,
        story.case_id,
        rider,
        channel=CHANNEL,
        file_id=f"demonstration-{story.case_id}",
        compressed=True,
        city=scene.city,
        now=scene.now,
    )
    await keep_evidence(scene.session, piece.id, Received.of(drawn(colour)), now=scene.now)


@cache
def drawn(colour: str) -> bytes:
    """A picture of nothing, marked as one."""
    image = Image.new("RGB", (960, 720), colour)
    pen = ImageDraw.Draw(image)
    pen.rectangle((60, 60, 900, 660), outline="white", width=6)
    pen.text((90, 90), "DEMONSTRATION - nothing here is real", fill="white", font_size=36)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


async def reopen(scene: Scene, story: Story) -> None:
    rider = await scene.rider(story)
    await reopen_case(scene.session, story.case_id, rider, scene.line("not_solved"), city=scene.city, now=scene.now)


async def withdraw(scene: Scene, story: Story) -> None:
    await withdraw_case(scene.session, story.case_id, await scene.rider(story), now=scene.now)


async def transfer(scene: Scene, story: Story) -> None:
    case = await scene.case(story)
    to = scene.rng.choice([each for each in scene.cast.departments if each != case.department])
    staff = await scene.handler(story)
    about = {"to": to, "reason": scene.line("transfer"), "city": scene.city, "now": scene.now}
    await transfer_case(scene.session, story.case_id, staff, **about)  # type: ignore[arg-type]


async def extend(scene: Scene, story: Story) -> None:
    staff = await scene.handler(story)
    await ask_extension(scene.session, story.case_id, staff, scene.line("extension"), city=scene.city, now=scene.now)


async def approve(scene: Scene, story: Story) -> None:
    await approve_extension(scene.session, story.case_id, await scene.lead(story), city=scene.city, now=scene.now)


async def assist(scene: Scene, story: Story) -> None:
    case, staff = await scene.case(story), await scene.handler(story)
    to = scene.rng.choice([each for each in scene.cast.departments if each != case.department])
    until = scene.city.calendar.working_day_after(scene.now.astimezone(scene.city.zone).date(), 3)
    about = {"department": to, "text": scene.line("assist"), "until": until}
    await ask_assist(scene.session, case.id, staff, **about, city=scene.city, now=scene.now)  # type: ignore[arg-type]


async def help_out(scene: Scene, story: Story) -> None:
    request = (await assists_of(scene.session, story.case_id))[-1]
    staff = await scene.session.get_one(Staff, scene.rng.choice(scene.cast.clerks[request.department]))
    await answer_assist(scene.session, request.id, staff, scene.line("assist_answer"), city=scene.city, now=scene.now)


async def order(scene: Scene, story: Story) -> None:
    until = scene.city.calendar.working_day_after(scene.now.astimezone(scene.city.zone).date(), 3)
    about = {"until": until, "city": scene.city, "now": scene.now}
    await order_case(scene.session, story.case_id, await scene.leading(), scene.line("order"), **about)  # type: ignore[arg-type]


async def explain(scene: Scene, story: Story) -> None:
    waiting = (await orders_of(scene.session, story.case_id))[-1]
    staff = await scene.lead(story)
    await answer_order(scene.session, waiting.id, staff, scene.line("order_answer"), city=scene.city, now=scene.now)


Act = Callable[[Scene, Story], Awaitable[None]]
ACTS: Mapping[str, Act] = {
    each.__name__: each
    for each in (
        take, ask, reply, say, note, promise, answer, settle, content, so_so, picture, reopen, withdraw, transfer,
        extend, approve, assist, help_out, order, explain,
    )
}  # fmt: skip
SOON, DAYS, WEEK = (0.5, 6.0), (6.0, 30.0), (30.0, 60.0)
"""Working hours."""


@dataclass(frozen=True, slots=True)
class Plot:
    """count: how many cases go so. days: how many days ago, at least and at most, such a case was filed. steps: what
    happens to it then, and after how many working hours."""

    count: int
    days: tuple[float, float]
    steps: tuple[tuple[str, tuple[float, float]], ...] = ()
    not_to: tuple[str, ...] = ()
    """Departments that cannot have such a case."""


_TAKEN = (("take", SOON),)
_ASKED = (*_TAKEN, ("ask", SOON))
_SETTLED = (*_TAKEN, ("say", SOON), ("answer", DAYS), ("settle", DAYS))
LEAD = ("social_work",)

PLOTS: tuple[Plot, ...] = (
    Plot(18, (0.05, 1.2)),
    Plot(8, (8, 12)),
    Plot(26, (2, 8), _TAKEN),
    Plot(12, (2, 8), (*_TAKEN, ("note", SOON), ("say", SOON))),
    Plot(6, (3, 7), (*_TAKEN, ("promise", SOON))),
    Plot(12, (18, 24), _TAKEN),
    Plot(16, (3, 9), _ASKED),
    Plot(10, (4, 10), (*_ASKED, ("reply", DAYS))),
    Plot(22, (6, 12), (*_ASKED, ("reply", SOON), ("answer", DAYS))),
    Plot(22, (4, 7), (*_TAKEN, ("say", SOON), ("answer", SOON), ("settle", SOON))),
    Plot(72, (20, 75), (*_SETTLED, ("content", SOON))),
    Plot(20, (20, 75), (*_SETTLED, ("so_so", SOON))),
    Plot(14, (30, 75), _SETTLED),
    Plot(5, (22, 40), (*_SETTLED, ("reopen", SOON)), LEAD),
    Plot(5, (35, 70), (*_SETTLED, ("reopen", SOON), ("take", SOON), ("settle", DAYS), ("content", SOON)), LEAD),
    Plot(7, (10, 60), (("withdraw", SOON),)),
    Plot(4, (12, 16), (*_TAKEN, ("extend", DAYS))),
    Plot(4, (14, 25), (*_TAKEN, ("extend", DAYS), ("approve", SOON))),
    Plot(4, (5, 9), (*_TAKEN, ("assist", SOON))),
    Plot(4, (8, 20), (*_TAKEN, ("assist", SOON), ("help_out", DAYS))),
    Plot(3, (16, 20), (*_TAKEN, ("order", WEEK)), LEAD),
    Plot(2, (18, 26), (*_TAKEN, ("order", WEEK), ("explain", SOON)), LEAD),
    Plot(4, (2, 6), (*_TAKEN, ("transfer", SOON)), LEAD),
)
"""Together 300 cases."""
