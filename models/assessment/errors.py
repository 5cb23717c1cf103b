"""Errors about the assessment of places, one class per broken rule."""

from models.errors import DomainError


class AgreementMissing(DomainError):
    """No station was visited a second time by somebody else: without that, grades mean nothing."""


class AppealGone(DomainError):
    """The appeal was decided before, or its time is over."""


class AppealTaken(DomainError):
    """The station has appealed against this result once; there is no second appeal."""


class DecidesOwnAppeal(DomainError):
    """The colleague made the appeal, and must not decide it."""


class DecidesOwnPlace(DomainError):
    """The colleague runs the station, or belongs to the department that does, and must not decide its appeal."""


class DecidesOwnVisit(DomainError):
    """The colleague was at the station for this assessment, and must not decide the appeal against it."""


class FindingGone(DomainError):
    """The finding was answered before, or was struck."""


class HasDuty(DomainError):
    """The finding is a duty: it is reported mended there, with a picture."""


class NoRound(DomainError):
    """The stations are not being assessed now."""


class NoStandard(DomainError):
    """The city has no standard."""


class NotAVisitor(DomainError):
    """Only a rider who agreed to being remembered, came a while ago and has no post may visit a station for points."""


class RiderVisitDone(DomainError):
    """The rider has been to a station for the service this week already."""


class RoundRuns(DomainError):
    """A round has been drawn and is not over."""


class RoundNotFull(DomainError):
    """Not every station has been visited, so no grade is published."""


class VisitGone(DomainError):
    """The visit is not the person's, is done already, or somebody else has taken it."""


class VisitUnfinished(DomainError):
    """Some question is not answered yet, or the photo or the proof of having been at the door is missing."""


class VisitsOwnPlace(DomainError):
    """The person runs the station, or belongs to the department that does, or was there for this round already."""
