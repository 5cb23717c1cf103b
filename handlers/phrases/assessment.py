"""How a published grade is said: the stars or that a must failed, what failed and what was put right, the words of the
station, and what riders found."""

from handlers.phrases.cases import quoted
from handlers.phrases.place_facts import date_said
from handlers.talk.texts import Words
from models.assessment.answering import LONGEST_REPLY
from models.assessment.shown import Failed, ShownGrade
from models.city.standard import STARS

STAR, NO_STAR = "★", "☆"


def stars_said(grade: ShownGrade) -> str:
    """`★★★★☆`; `failed` if a must failed, `0` without a star."""
    if grade.failed_must:
        return "failed"
    return STAR * grade.stars + NO_STAR * (STARS - grade.stars) if grade.stars else "0"


def grades_said(words: Words) -> list[str]:
    """What a list says of a grade, by `grade_number`: nothing, failed, then from no star to all."""
    shown = ("none", "failed", "0", *(STAR * number + NO_STAR * (STARS - number) for number in range(1, STARS + 1)))
    return [words("listing-grade", stars=each) for each in shown]


def grade_number(grade: tuple[int, bool] | None) -> int:
    """The place in `grades_said` of (stars, whether a must failed)."""
    if grade is None:
        return 0
    stars, failed = grade
    return 1 if failed else 2 + stars


def grade_said(words: Words, grade: ShownGrade) -> list[str]:
    """The grade, one line for each thing that is said of it; what riders found is never left out."""
    felt = grade.felt
    lines = [
        words("assess-grade", stars=stars_said(grade), week=date_said(words, grade.week)),
        words("assess-grade-failed", titles=_joined(words, grade)) if grade.failed else None,
        words("assess-grade-mended", titles=words("place-and").join(words.pick(each) for each in grade.mended))
        if grade.mended
        else None,
        words("assess-grade-reply", text=quoted(grade.reply, longest=LONGEST_REPLY)) if grade.reply else None,
        words("assess-grade-felt", people=str(felt.people), percent=str(felt.per_cent))
        if felt is not None
        else words("assess-grade-felt", people="none", percent=""),
    ]
    return [each for each in lines if each]


def _joined(words: Words, grade: ShownGrade) -> str:
    return words("place-and").join(failed_said(words, each) for each in grade.failed)


def failed_said(words: Words, failed: Failed) -> str:
    """A criterion that was not met, with what became of it."""
    title = words.pick(failed.titles)
    if failed.fixed:
        return words("assess-grade-fixed", title=title)
    if failed.why is not None:
        return words("assess-grade-why", title=title, why=quoted(failed.why, longest=LONGEST_REPLY))
    return title
