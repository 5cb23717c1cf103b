"""The findings and changes of an import, in words. Problems with the same reason are joined, so that one slip hides no
other.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from models.places.directory import Problem
from models.places.importing import Changes

KEPT_REASONS = 200
KEPT_LINES = 5
"""The report names this many lines for each reason."""

Say = Callable[..., str]
"""(key, **variables) -> the text of locales/*/import.ftl."""
Reason = tuple[str, str | None, tuple[tuple[str, str], ...]]


@dataclass(slots=True)
class Alike:
    """The problems of one reason: the first KEPT_LINES of them, and how many there are."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0


@dataclass(slots=True)
class Problems:
    """Problems by reason, in the order in which the reasons first came; `count` is of all."""

    by_reason: dict[Reason, Alike] = field(default_factory=dict)
    count: int = 0

    def add(self, problem: Problem) -> None:
        self.count += 1
        reason = (problem.key, problem.column, tuple(problem.args.items()))
        if reason not in self.by_reason and len(self.by_reason) >= KEPT_REASONS:
            return
        alike = self.by_reason.setdefault(reason, Alike())
        alike.count += 1
        if len(alike.kept) < KEPT_LINES:
            alike.kept.append(problem)

    @property
    def kept(self) -> list[Problem]:
        return [problem for alike in self.by_reason.values() for problem in alike.kept]


@dataclass(slots=True)
class ImportReport:
    """The result of an import, or of its dry run. With errors nothing was changed.

    by_feature: lines are numbers of GeoJSON features.
    """

    dry_run: bool
    by_feature: bool = False
    rows: int = 0
    changes: Changes = field(default_factory=Changes)
    wrong: Problems = field(default_factory=Problems)
    doubtful: Problems = field(default_factory=Problems)

    @property
    def ok(self) -> bool:
        return not self.error_count

    @property
    def errors(self) -> list[Problem]:
        return self.wrong.kept

    @property
    def error_count(self) -> int:
        return self.wrong.count

    @property
    def warnings(self) -> list[Problem]:
        return self.doubtful.kept

    def error(self, problem: Problem) -> None:
        self.wrong.add(problem)

    def warn(self, problem: Problem) -> None:
        self.doubtful.add(problem)


def report_lines(report: ImportReport, say: Say) -> Iterator[str]:
    """The report as lines for the operator: errors, warnings, changes."""
    yield from problem_lines(report.wrong, "import-error", report, say)
    yield from problem_lines(report.doubtful, "import-warning", report, say)
    changes = report.changes
    if not report.ok:
        yield say("import-nothing-changed", errors=report.error_count)
        return
    yield say(
        "import-would-change" if report.dry_run else "import-changed",
        rows=report.rows,
        new=changes.new,
        changed=changes.changed,
        unchanged=changes.unchanged,
        reopened=changes.reopened,
        closed=changes.closed,
    )
    if changes.kept:
        yield say("import-kept", count=str(changes.kept))


def problem_lines(problems: Problems, label: str, report: ImportReport, say: Say) -> Iterator[str]:
    """One line for each reason. label: the key of the text with `where` and `reason`."""
    for alike in problems.by_reason.values():
        first = alike.kept[0]
        reason = say(first.key, **first.args)
        if alike.count > len(alike.kept):
            reason = say("import-alike", reason=reason, count=str(alike.count))
        yield say(label, where=_where(alike, report, say), reason=reason)
    told = sum(alike.count for alike in problems.by_reason.values())
    if problems.count > told:
        yield say("import-more", more=problems.count - told)


def _where(alike: Alike, report: ImportReport, say: Say) -> str:
    lines = [str(problem.line) for problem in alike.kept if problem.line is not None]
    if not lines:
        return say("import-where-file")
    where = say(
        "import-where-feature" if report.by_feature else "import-where-line",
        line=say("import-between").join(lines),
        named="one" if alike.count == 1 else "first" if alike.count > len(lines) else "all",
    )
    column = alike.kept[0].column
    return say("import-where-column", where=where, column=column) if column else where
