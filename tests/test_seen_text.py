"""What nobody sees is taken out of what people type, before anybody reads it."""

import unicodedata

from models.clean_text import clean_line, clean_text
from tests.chat import Chat
from tests.stories.test_filing_otherwise import answers, to_reason

UNSEEN_KINDS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
KEPT = {"\n", "\t", "\u200d"}
HIDDEN = "\u202e\u2066\u200b\ue000\u3164\U000e0041"


def test_no_character_of_the_unseen_kinds_is_left() -> None:
    kinds = {chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) in UNSEEN_KINDS} - KEPT
    assert {each for each in kinds if set(clean_text(f"a{each}b")) - {"a", "b", "\n"}} == set()


def test_every_end_of_a_line_is_a_new_line_and_emoji_stay_whole() -> None:
    assert clean_text("一\r\n二\u2028三\u2029四\x85五") == "一\n二\n三\n四\n五"
    assert clean_line("一\u2028 二\t三\u202e") == "一 二 三"
    assert clean_text(" 👨\u200d👩\u200d👧 好的 \ufe0f") == "👨\u200d👩\u200d👧 好的 \ufe0f"


async def test_words_are_read_as_they_are_seen_on_every_channel(chat: Chat) -> None:
    anna = await chat.person("anna", agreed=True)
    await anna.sends(f"我被{HIDDEN}车撞了")
    anna.sees("122")
    anna = await to_reason(chat)
    await anna.sends(f"说我{HIDDEN}超时\u2028没听我说")
    anna.sees("（6/7）")
    assert (await answers(chat))["deduction_reason"] == "说我超时\n没听我说"


def test_marks_that_no_language_piles_up_are_taken_off() -> None:
    assert clean_text("扣" + "\u0316\u0301" * 2000 + "了钱") == "扣\u0316\u0301\u0316\u0301了钱"
    for written in ("e\u0301", "ก็ที่นี้", "शक्ति", "שָׁלוֹם", "e\u0302\u0323"):
        assert clean_text(written) == written
