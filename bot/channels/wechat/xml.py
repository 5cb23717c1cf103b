"""WeChat's XML on the wire. Reading refuses entities, document types, and too much depth or size; writing leaves no way
to break out of a value.

https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html
"""

from typing import Any
from xml.parsers import expat

from models.storage.database import Json

LARGEST = 64 * 1024
"""Bytes of a call; a text of 2,048 characters in compatible mode, with both forms in it, is a quarter of that."""
DEEPEST = 6
MOST_ELEMENTS = 200


class BadXml(ValueError):
    """Not a message: malformed, too large, or with content that no message of WeChat has."""


def parse(content: bytes) -> dict[str, Any]:
    """The children of the root by name: texts, or dicts of the same form if they nest; a repeated name gives a list.

    Raises BadXml.
    """
    if len(content) > LARGEST:
        raise BadXml("too large")
    tree = _Tree()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = tree.start
    parser.EndElementHandler = tree.end
    parser.CharacterDataHandler = tree.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise BadXml("malformed") from error
    if not isinstance(tree.root, dict):
        raise BadXml("no message")
    return tree.root


def build(fields: dict[str, Json]) -> str:
    """The document `<xml>` with the fields in order: texts, integers, dicts, and lists of dicts (as `<item>`s)."""
    return f"<xml>{_children(fields)}</xml>"


def _children(fields: dict[str, Json]) -> str:
    return "".join(f"<{name}>{_value(value)}</{name}>" for name, value in fields.items())


def _value(value: Json) -> str:
    if isinstance(value, int):
        return str(value)
    if isinstance(value, dict):
        return _children(value)
    if isinstance(value, list):
        return "".join(f"<item>{_children(each)}</item>" for each in value)
    text = "".join(c for c in value if c in "\t\n" or (ord(c) >= 32 and c not in "\ufffe\uffff"))
    return "<![CDATA[" + text.replace("]]>", "]]]]><![CDATA[>") + "]]>"


def _refuse(*_: Any) -> Any:
    raise BadXml("a document type, an entity or an instruction")


class _Tree:
    """Collects the elements that the parser reports."""

    def __init__(self) -> None:
        self.root: Json = None
        self._open: list[tuple[str, dict[str, Any], list[str]]] = []
        self._count = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        """An element begins. Raises BadXml if there are too many, or too deep."""
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise BadXml("too deep or too many elements")
        self._open.append((name, {}, []))

    def text(self, data: str) -> None:
        """Text inside the open element."""
        self._open[-1][2].append(data)

    def end(self, _: str) -> None:
        """An element ends."""
        name, children, texts = self._open.pop()
        value: Json = children or "".join(texts)
        if not self._open:
            self.root = value
            return
        siblings = self._open[-1][1]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]
