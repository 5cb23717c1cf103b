"""A channel is known by its name in its own folder alone, so that adding one touches no handler and no noun."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.configured_channels import PARTS

ROOT = Path(__file__).parents[2]
FOLDERS = {file.parent.name for file in (ROOT / "bot/channels").glob("*/__init__.py")}
SETTINGS = {"bot/settings.py", "bot/misspelt_settings.py"}
TEXT_KEY = re.compile(r"[a-z]+(?:-[a-z0-9_]+)+")
"""Of locales/, where a channel may be named."""
EXCEPTIONS = {
    "models/wechat/": "the bounds that only WeChat has: its tables, and WECHAT, the one constant of the name",
    "models/city/pack.py": "wechat.toml, the file of a city pack with WeChat's own notices",
    "bot/configured_channels.py": "the list of them",
    "bot/commands/wechat_command.py": "the operator's command of that name",
    "bot/__main__.py": "the name of that command",
    "bot/demo/": "the demonstration is shown on the page alone, without anybody's account",
    "bot/web/demonstration_entry.py": "its links sign in to that page",
    "bot/web/console/user_agent.py": "the name of a browser",
    "bot/web/console/notices/preview.py": "how a notice looks on each of them, side by side",
}
"""Files and rooms that name a channel all the same, and why; migrations keep the names of their day."""


def product_files() -> Iterator[Path]:
    for top in ("bot", "handlers", "models"):
        for file in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in file.parts and not file.is_relative_to(ROOT / "bot/channels"):
                yield file


def channels_named_in(tree: ast.AST) -> Iterator[str]:
    """By a string (no docstring and no key of a text), as something's attribute or name, or by an import."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            words = [] if TEXT_KEY.fullmatch(node.value) else re.split("[^a-z]+", node.value.casefold())
            yield from FOLDERS.intersection(words)
        elif isinstance(node, ast.Attribute | ast.Name | ast.arg):
            said = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else node.arg
            yield from FOLDERS & {said}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot.channels."):
            yield from FOLDERS.intersection((node.module or "").split("."))


def test_every_channel_has_a_folder_of_its_name_and_a_part_in_the_list() -> None:
    assert set(PARTS) == FOLDERS
    for name, part in PARTS.items():
        assert type(part).__module__ == f"bot.channels.{name}.part"


def test_no_channel_is_named_outside_of_its_folder_settings_and_locales() -> None:
    named = {
        str(file.relative_to(ROOT)): set(channels_named_in(ast.parse(file.read_text(encoding="utf-8"))))
        for file in product_files()
    }
    named = {file: channels for file, channels in named.items() if channels and file not in SETTINGS}
    excepted = {each: {file for file in named if file.startswith(each)} for each in EXCEPTIONS}
    assert named.keys() - set().union(*excepted.values()) == set()
    assert [each for each, files in excepted.items() if not files] == [], "no longer an exception: take it out"


@pytest.mark.parametrize(
    "code",
    [
        'EDITS = ("telegram", "webchat")',
        'if talk.contact.channel == "wechat": pass',
        "app.telegram.close()",
        "from bot.channels.webchat.channel import WebChatChannel",
        'key = f"wechat_{thing}"',
    ],
)
def test_a_name_is_found_however_it_is_written(code: str) -> None:
    assert list(channels_named_in(ast.parse(code)))
