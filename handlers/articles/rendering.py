"""Markdown as each channel can show it: text with entities where it has them, else plain text; split where it is long.

It knows headings, bold, italics, code, links, quotes, and lists of one level. Steps are numbered ①②③, because a "1." at
the start of a line would look like a choice where numbers are typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aiogram.types import MessageEntity
from markdown_it import MarkdownIt
from markdown_it.token import Token

from handlers.talk.abilities import TextLimit, utf16

DOT = "· "
STEPS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
BETWEEN = "\n\n"
_PARSER = MarkdownIt("commonmark", {"html": False}).disable("image")
_STYLES = {"strong": "bold", "em": "italic"}


@dataclass(slots=True)
class Rich:
    """A text and its entities (bold, italic …); offsets and lengths in UTF-16 units."""

    text: str = ""
    entities: list[MessageEntity] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Append plain text."""
        self.text += text

    def mark(self, style: str, start: int, url: str | None = None) -> None:
        """Give everything from `start` on this style."""
        length = utf16(self.text) - start
        if length:
            self.entities.append(MessageEntity(type=style, offset=start, length=length, url=url))

    def append(self, other: "Rich") -> None:
        """Append another text with its entities."""
        by = utf16(self.text)
        self.text += other.text
        self.entities += [each.model_copy(update={"offset": each.offset + by}) for each in other.entities]


def bold(text: str) -> Rich:
    """The whole text in bold."""
    rich = Rich(text)
    rich.mark("bold", 0)
    return rich


def html_of(markdown: str) -> str:
    """The text as a page shows it. HTML in it stays text, and nothing but http and mail addresses becomes a link."""
    return str(_PARSER.render(markdown))


def render(markdown: str, *, entities: bool) -> list[Rich]:
    """The blocks of a Markdown text: headings, paragraphs, lists."""
    return list(_blocks(_PARSER.parse(markdown), entities))


def parts(blocks: Sequence[Rich], limit: TextLimit) -> list[Rich]:
    """Join the blocks into messages of at most the channel's length. A message breaks between blocks, or, if a single
    block is too long, at the ends of lines.
    """
    made: list[Rich] = []
    for block in blocks:
        for piece in _pieces(block, limit):
            if made and limit.size(made[-1].text + BETWEEN + piece.text) <= limit.most:
                made[-1].append(Rich(BETWEEN))
                made[-1].append(piece)
            else:
                made.append(Rich(piece.text, list(piece.entities)))
    return made


def _pieces(block: Rich, limit: TextLimit) -> Iterator[Rich]:
    """The whole block if it fits; else its lines, and pieces of a line that is too long, both without entities."""
    if limit.size(block.text) <= limit.most:
        yield block
        return
    for line in block.text.split("\n"):
        while limit.size(line) > limit.most:
            at = next(at for at in range(len(line), 0, -1) if limit.size(line[:at]) <= limit.most)
            yield Rich(line[:at])
            line = line[at:]
        yield Rich(line)


def _blocks(tokens: Sequence[Token], entities: bool) -> Iterator[Rich]:
    lists: list[int | None] = []
    lines: list[Rich] = []
    for at, token in enumerate(tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(0 if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
            if not lists:
                yield _joined(lines)
                lines = []
        elif token.type == "list_item_open":
            lines.append(_item(lists))
        elif token.type == "inline":
            said = _inline(token.children or [], entities)
            if lists:
                lines[-1].append(said)
            elif entities and tokens[at - 1].type == "heading_open":
                yield bold(said.text)
            else:
                yield said
        elif token.type in ("fence", "code_block"):
            yield Rich(token.content.rstrip("\n"))


def _item(lists: list[int | None]) -> Rich:
    number = lists[-1]
    if number is None:
        return Rich(DOT)
    lists[-1] = number + 1
    return Rich(f"{STEPS[min(number, len(STEPS) - 1)]} ")


def _joined(lines: Sequence[Rich]) -> Rich:
    whole = Rich()
    for number, line in enumerate(lines):
        whole.append(Rich("\n" if number else ""))
        whole.append(line)
    return whole


def _inline(children: Sequence[Token], entities: bool) -> Rich:
    rich = Rich()
    open_at: list[tuple[int, str | None]] = []
    for token in children:
        kind = token.type
        if kind.endswith("_open"):
            href = token.attrGet("href")
            open_at.append((utf16(rich.text), str(href) if href else None))
        elif kind.endswith("_close"):
            start, url = open_at.pop()
            _close(rich, kind.removesuffix("_close"), start, url, entities)
        elif kind == "code_inline":
            start = utf16(rich.text)
            rich.add(token.content)
            if entities:
                rich.mark("code", start)
        else:
            rich.add("\n" if kind in ("softbreak", "hardbreak") else token.content)
    return rich


def _close(rich: Rich, kind: str, start: int, url: str | None, entities: bool) -> None:
    """End bold, italics or a link. Without entities the link's address is written out."""
    if kind == "link":
        if entities:
            rich.mark("text_link", start, url)
        elif url and not rich.text.endswith(url):
            rich.add(f" {url}")
    elif entities:
        rich.mark(_STYLES[kind], start)
