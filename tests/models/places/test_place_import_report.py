"""What an import tells the operator: equal reasons together, and none hidden."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.commands.import_report import report_lines
from handlers.talk.texts import Texts
from tests.world.importing import ROW, Importing, on_sqlite


@on_sqlite
async def test_many_problems_are_counted_but_not_all_kept(importing: Importing) -> None:
    report = await importing.rows(*(ROW | {"code": f"C{number}", "hours": f"?{number}"} for number in range(250)))
    assert (report.error_count, len(report.errors)) == (250, 200)
    assert len(list(report_lines(report, Texts().in_("en")))) == 200 + 1 + 1


@on_sqlite
async def test_equal_reasons_are_told_together_and_hide_no_other(
    importing: Importing, say_in: Callable[[str], Any]
) -> None:
    rows = [ROW | {"code": f"C{number}", "needs": "drink|toilet"} for number in range(300)]
    report = await importing.rows(
        *rows, ROW | {"district": "高新区", "needs": "book"}, ROW | {"code": "A2", "hours": "?"}
    )
    lines = list(report_lines(report, say_in("zh-CN")))
    assert lines[0].startswith("错误：第 2、3、4、5、6…行 needs 列：没有“drink”这项服务。")
    assert lines[0].endswith("（共 300 处）")
    assert [line[:10] for line in lines[1:4]] == [f"错误：第 {line} 行" for line in (302, 302, 303)]
    assert len(lines) == 5
    english = next(report_lines(report, say_in("en")))
    assert english.startswith("Error, lines 2, 3, 4, 5, 6 …, column needs: ")
    assert english.endswith("(300 times)")


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@on_sqlite
async def test_every_report_can_be_said(importing: Importing, locale: str, say_in: Callable[[str], Any]) -> None:
    say = say_in(locale)
    bad = await importing.rows(
        ROW | {"code": "东", "latitude": "113.65", "longitude": "34.75"}, *[ROW | {"needs": "x"}] * 250
    )
    lines = list(report_lines(bad, say))
    assert len(lines) == 3 + 1 + 1  # the position, the need, the code again; a warning; what came of it
    assert "2" in lines[0]
    assert "latitude" in lines[0]
    for options in ({"dry_run": True}, {}):
        assert len(list(report_lines(await importing.rows(ROW, **options), say))) == 1
    for content in (b"", b"code\n", b"\xff", b"{", b'{"features": [0]}'):
        assert all(report_lines(await importing.data(content), say))
