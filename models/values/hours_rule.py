"""One clause of opening hours on its way from Chinese to OSM: its part of the year, its days, its times, its pauses."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from models.values.hours_season import months_of, usual_months
from models.values.opening_hours import PUBLIC_HOLIDAY, BadOpeningHours

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
LUNCH = (12 * 60, 14 * 60)
"""Minutes after midnight between which an unstated pause at noon may lie."""


@dataclass(slots=True)
class Rule:
    """One clause while it is read: a part of the year (if unsaid, always), days (if unsaid, every day), times (if
    unsaid, unknown).

    season: its name or its months, as written. otherwise: the clause is for the rest of the year. own_days: the days
    were said for the season alone. breaks: minutes to take out of the times. lunch: there is a pause at noon, but its
    time is not said.
    """

    days: set[str] = field(default_factory=set)
    working_days: bool = False
    spans: list[str] = field(default_factory=list)
    season: str | None = None
    months: str | None = None
    otherwise: bool = False
    own_days: bool = False
    breaks: list[tuple[int, int]] = field(default_factory=list)
    lunch: bool = False
    closed: bool = False
    """The season stood in brackets behind the times, so that the next times begin another clause."""

    def osm(self) -> list[str]:
        times = ",".join(self.spans) or "unknown"
        when = " ".join(filter(None, (self.months, day_list(self.days))))
        if not when and not self.lunch:
            return ["24/7" if times == "00:00-24:00" else times]
        maybe = f", {when or 'Mo-Su'} {written(*LUNCH)} unknown" if self.lunch else ""
        rules = [f"{when} {times}".strip() + maybe]
        return [*rules, f"{PUBLIC_HOLIDAY} off"] if self.working_days else rules


def like(rule: Rule, **what: Any) -> Rule:
    """A new clause for the same days, unless those were said for the other's season alone."""
    return Rule(days=set() if rule.own_days else set(rule.days), working_days=rule.working_days, **what)


def add_season(rules: list[Rule], match: re.Match[str]) -> None:
    """Add a season that was read: in brackets it belongs to the times before it, else to the times after it."""
    season = match["season_bracket"] or match["season_range"] or match["season_alone"] or match["season_name"]
    rule = rules[-1] if rules else None
    bracketed = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1] == "()"
    behind = rule is not None and bool(rule.spans) and bracketed and not rule.closed
    if rule is not None and (behind or not (rule.spans or rule.season or rule.otherwise)):
        rule.season, rule.closed = season, behind
    else:
        rules.append(like(rule, season=season) if rule is not None else Rule(season=season))


def find_months(rules: Sequence[Rule], text: str) -> None:
    """Set the months of every season. A season named without months beside others with months gets the rest of the
    year. Raises BadOpeningHours."""
    seasons = {rule.season for rule in rules if rule.season is not None}
    said = {season: months_of(season) for season in seasons if season[:1].isdecimal() or season.startswith("每年")}
    named = seasons - said.keys()
    if None in said.values() or (said and len(named) > 1):
        raise BadOpeningHours(text)
    usual = {} if said else usual_months(named)
    if not said and usual.keys() != named:
        raise BadOpeningHours(text)
    for rule in rules:
        if rule.season in said or rule.season in usual:
            rule.months = (said | usual)[rule.season]


def by_season(rules: Sequence[Rule], said: Sequence[str]) -> list[str]:
    """The OSM rules in order: the whole year, then its parts, which override it, then days off.

    If one season is named and nothing is said of the rest of the year, the rest is unknown.
    """
    off = f"{PUBLIC_HOLIDAY} off"
    general = [each for rule in rules if rule.months is None for each in rule.osm() if each != off]
    parts = [each for rule in rules if rule.months is not None for each in rule.osm() if each != off]
    names = {rule.season for rule in rules if rule.months is not None}
    alone = (
        len(names) == 1 and not any(rule.months is None for rule in rules) and not any(map(str.isdecimal, str(names)))
    )
    return [*(["24/7 unknown"] if alone else []), *general, *parts, *([off] if off in said else [])]


def take_breaks(rules: Sequence[Rule], text: str) -> None:
    """Take the pauses out of the times. Raises BadOpeningHours if no time is left."""
    for rule in rules:
        pauses = [*rule.breaks, LUNCH] if rule.lunch else rule.breaks
        if not pauses:
            continue
        before = [_read(span) for span in rule.spans]
        open_now = before
        for away, back in pauses:
            open_now = [
                part
                for start, end in open_now
                for part in ((start, min(end, away)), (max(start, back), end))
                if part[0] < part[1]
            ]
        if not open_now:
            raise BadOpeningHours(text)
        rule.lunch = rule.lunch and open_now != before
        rule.spans = [written(*part) for part in open_now]


def _read(span: str) -> tuple[int, int]:
    start, end = (int(each[:2]) * 60 + int(each[3:]) for each in span.split("-"))
    return start, end if end > start else end + 1440


def written(start: int, end: int) -> str:
    return f"{start // 60:02}:{start % 60:02}-{end // 60:02}:{end % 60:02}"


def day_list(days: set[str]) -> str:
    """A set of days as `Mo-Fr,Su,PH`."""
    runs: list[list[str]] = []
    for number, day in enumerate(WEEKDAYS):
        if day not in days:
            continue
        if runs and number and runs[-1][-1] == WEEKDAYS[number - 1]:
            runs[-1].append(day)
        else:
            runs.append([day])
    names = [run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ",".join(names + [PUBLIC_HOLIDAY] * (PUBLIC_HOLIDAY in days))
