"""Every rule of the domain that can be broken: its words, and what it carries."""

import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

from handlers.talk.refusals import error_key
from handlers.talk.texts import texts
from models.errors import DomainError, NotAnAnswer

ROOT = Path(__file__).parents[2]


def _errors() -> list[type[DomainError]]:
    """Also those of a module that nothing has imported yet."""
    for file in sorted((ROOT / "models").rglob("errors.py")):
        import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    found = [each for each in _below(DomainError) if each is not NotAnAnswer]  # it is only caught
    assert found
    return found


def _below(kind: type[DomainError]) -> list[type[DomainError]]:
    return [each for direct in kind.__subclasses__() for each in (direct, *_below(direct))]


def _facts(kind: type[DomainError]) -> dict[str, Any]:
    """Something for each of its arguments."""
    taken = getattr(kind.__init__, "__annotations__", {})
    return {name: 7 if annotation is int else name for name, annotation in taken.items() if name != "return"}


def test_every_domain_error_has_its_words_in_every_language() -> None:
    missing = [
        (locale, error_key(kind))
        for locale in texts().locales
        for kind in _errors()
        if not texts().in_(locale).has(error_key(kind))
    ]
    assert missing == []


def test_every_domain_error_keeps_its_facts_however_it_is_raised() -> None:
    for kind in _errors():
        facts = _facts(kind)
        for error in (kind(*facts.values()), kind(**facts)):
            assert vars(error) == facts, kind
            assert error.args == tuple(facts.values()), kind
            assert len({error, pickle.loads(pickle.dumps(error))}) == 2, kind
            assert vars(pickle.loads(pickle.dumps(error))) == facts, kind
