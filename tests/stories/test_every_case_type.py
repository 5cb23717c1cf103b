"""Every type of the sample city is told in the chat to its number, each question answered as its kind is answered."""

import pytest
import sqlalchemy as sa

from handlers.buttons.cases import OpenGroup, StartCase
from models.cases.case import Case
from models.cases.draft import CaseDraft
from models.city.case_types import MOST_QUESTIONS, CaseType
from tests.world.chat import Button, Chat, Someone
from tests.world.filing import SOME_ANSWERS

SUBMIT = ("实名提交", "提交")


@pytest.mark.parametrize(("channel", "database_kind"), [("telegram", "sqlite")], indirect=True)
async def test_every_type_is_found_by_its_buttons_and_filed(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    for case_type in chat.city.case_types.values():
        await choose(chat, anna, case_type)
        while "看一下" not in anna.text:
            await answer(chat, anna, case_type)
        for question in case_type.asked((await the_draft(chat)).answers):
            assert question.key in (await the_draft(chat)).answers
        await anna.presses(next(label for label in SUBMIT if any(label in each for each in anna.labels())))
        if case_type.asks_name:
            await says_who(anna)
        elif case_type.anonymous:
            await anna.presses("就这样，实名提交")
        if case_type.needs_second_consent:
            await anna.presses("同意，交给")
        async with chat.app.database.reading() as session:
            case = (await session.scalars(sa.select(Case).order_by(Case.id.desc()))).first()
        assert case is not None
        assert case.type == case_type.key
        anna.sees("收到了，编号", case.number)
        titles = chat.city.departments[case.department].titles
        anna.sees(titles["zh-CN"])
    async with chat.app.database.reading() as session:
        assert len(list(await session.scalars(sa.select(Case.id)))) == len(chat.city.case_types)


async def says_who(anna: Someone) -> None:
    """The first time; later it is offered again."""
    if "真实姓名" in anna.text:
        await anna.sends("李四")
        await anna.sends("138 0000 1234")
    anna.sees("实名交：李四，13800001234")
    await anna.presses("实名提交")


async def choose(chat: Chat, anna: Someone, case_type: CaseType) -> None:
    """By the buttons of its group, page by page."""
    await anna.presses_button(Button("", press=OpenGroup(group=case_type.group).pack()))
    start = StartCase(type=case_type.key).pack()
    for _ in range(MOST_QUESTIONS):
        if any(each.press == start for each in anna.buttons()):
            break
        await anna.presses("更多")
    await anna.presses_button(next(each for each in anna.buttons() if each.press == start))


async def answer(chat: Chat, anna: Someone, case_type: CaseType) -> None:
    """The question that is asked, as somebody would, who takes a while for it."""
    chat.wait(seconds=15)
    draft = await the_draft(chat)
    question = case_type.question(draft.question or "")
    assert question is not None, (case_type.key, draft.question)
    asked = case_type.asked(draft.answers)
    anna.sees(f"（{asked.index(question) + 1}/{len(asked)}）", question.titles["zh-CN"])
    await SOME_ANSWERS[question.kind.key].give(anna, question)


async def the_draft(chat: Chat) -> CaseDraft:
    async with chat.app.database.reading() as session:
        return (await session.scalars(sa.select(CaseDraft).order_by(CaseDraft.created_at.desc()))).first()
