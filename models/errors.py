"""Every rule of the domain that can be broken, one class each.

    DomainError
    ├── AlreadyBooked        the person has a seat there
    ├── AnonymousNotAllowed  this kind of case cannot be filed anonymously
    ├── ArticleGone          no such article, or not published yet
    ├── ArticleMovedOn       somebody else changed the article meanwhile
    ├── ArticleUnfinished    a part that riders need is not written yet
    ├── AnswerMissing        the question has to be answered
    ├── AnswerTooLong        more characters than are kept
    ├── ButtonExpired        no screen of today has such a button
    ├── BookingGone          there is no such booking, or it is not this person's
    ├── CancelTooLate        the start is so near that a seat cannot be given back
    ├── CaseGone             there is no such case, or it is not this person's or department's
    ├── CaseMovedOn          the case has moved on: what was asked for cannot be done with it any more
    ├── CaseTypeUnknown      the city pack has no such type of case
    ├── CheckInCodeWrong     no date that the person is booked for shows that code now
    ├── CheckInOver          the date is over, and who was there is settled
    ├── CheckInTooEarly      checking in has not begun
    ├── ChoiceUnknown        that is none of the choices
    ├── DateTooEarly         a day too far back to be meant
    ├── DayToCome            a day that has not come yet
    ├── DraftGone            the draft was discarded, or is not this person's
    ├── EventCalledOff       the date was called off by whoever holds it
    ├── EventGone            there is no such date of an event any more
    ├── EventIncomplete      a part of what a host gives is missing, or cannot be
    ├── EventOver            the date has begun, or is over
    ├── EventUndecided       a lead has not said yes to the date and what it costs
    ├── EvidenceGone         the evidence was removed, or its file has not come in
    ├── EvidenceRefused      its content is of a kind that is not taken
    ├── EvidenceTooLarge     the file is larger than is taken
    ├── NameUndrawable       a certificate's font has not all of its letters
    ├── NameUnreadable       not a name to be printed
    ├── OfferGone            the seat that was offered went to somebody else, or was not wanted
    ├── OrderNumberUnreadable, PhoneUnreadable, PlaceUnreadable   the answer cannot be one
    ├── PointsShort          fewer points than that
    ├── QuestionsLeft        a question of the draft still has to be answered
    ├── SeatsGone            every seat is taken; there is a waiting list
    ├── SharingNotAgreed     health data go to a department only with an agreement that names it
    ├── StepRefused          the step is there, but for others
    ├── TakenAlready         a colleague was quicker
    ├── HandledByOther       a colleague has the case
    ├── WorkerGone           nobody is there to be asked: forgotten, or gone from the case
    ├── ExtendedAlready      a case gets more time once
    ├── ExtensionGone        nobody asks for more time
    ├── AssistGone           the request for help is answered, or is another department's
    ├── DayPassed            a day that is over cannot be promised
    ├── ContactNotAgreed     the worker has not agreed to what a platform would be told
    ├── ContactQuestionGone  the question was answered, or another one was asked since
    ├── ReopenedAlready      it was reopened once, which is how often it goes
    ├── NotStaff             only for who has a post in a department, or this one
    ├── ReportGone           the report of a place is answered, or not there any more
    ├── StaffCodeGone        the code gives no post: used, over, or mistyped
    ├── StaffAway            the colleague is away: nothing is given to them
    ├── StaffGone            there is no such post any more
    ├── SubsidyGone          the money was decided on, or another sum is asked for
    ├── SumOutOfRange        nothing, or more than is believed
    ├── TooManyBookings      more seats than anybody sits on
    ├── TooManyDrafts        more half-filled forms than anybody finishes
    ├── TooMuchEvidence      more pieces than one case takes
    ├── PaperGone            the paper was removed, or was never this person's
    ├── AnswerNotHeld        no answer of the case waits for a second person any more
    ├── ClosureTooLong       a place is shut for longer than the chat takes
    ├── ConsentNeeded        what was asked for needs an agreement first
    ├── NobodyThere          nobody of that department has joined
    ├── NobodyToSign         nobody else is there who could look at an answer
    ├── NobodyToReveal       whoever filed the case has left it: there is nobody to be named
    ├── NotAnonymous         the case is a named one, or has been opened already
    ├── RevealGone           nobody asks any more who filed the case
    ├── LastAdmin            nobody would be left who looks after posts in the chat
    ├── LinkCodeGone         the code was used, or its time is over, or the chat is not linked any more
    ├── LinkedAlready        the code is of a chat of the same person
    ├── LinkedLately         a chat that was linked a short while ago takes no other one off
    ├── LinkingPaused        so many wrong codes were typed by everybody that none is taken for a while
    ├── PostsStay            a post never goes over by linking: one of the two has one
    ├── JoiningOver          the demand is delivered: nobody can join the negotiation any more
    ├── NegotiationGone      there is no such negotiation for whoever asks
    ├── NegotiationMovedOn   the negotiation has moved on: what was asked for cannot be done with it any more
    ├── ProblemGone          fewer people have the problem than can be asked without anybody being recognised
    ├── NoticeGone           there is no such notice, or it is another department's
    ├── NoticeIncomplete     something of the notice is missing, too long, or its time cannot be
    ├── NoticeMovedOn        the notice has moved on: what was asked for cannot be done with it any more
    ├── MassBudgetSpent      the month's messages to everybody are used up
    ├── HoursPassed          a place cannot be open until a time of today that is over
    ├── OrderGone            the order is not there for whoever asks, or was answered
    ├── PlaceGone            the place is not in the directory any more
    ├── PlaceUnknown         no place has that code
    ├── QuestionGone         the question was answered, or kept long enough
    ├── SecondPersonNeeded   somebody else, who has the right, must say yes to it
    ├── SpanUnknown          no span of days that figures can be of
    ├── TooManyPapers        more than anybody has
    ├── TooManyCheckInTries  so many wrong codes were typed that only the host's list is left
    ├── TooManyFiles         more photos in a day than a person means to send
    ├── TooManyLinkCodes     more codes in an hour than linking takes
    ├── TooManyLinkTries     more wrong codes in an hour than typing slips
    ├── TooManyReports       more said of places in an hour than anybody stands before
    ├── TooMuchQuiet         so many quiet times that nothing of the day is left

An error carries the ids that matter, never a text for people: `handlers/talk/refusals.py` finds its words under the
key `error-` + the class name in kebab case, with the error's attributes as arguments.
"""


class DomainError(Exception):
    """A rule of the city's programme says no; the person is told which."""


class ArticleGone(DomainError):
    """There is no article of this key, or it is not published."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ArticleMovedOn(DomainError):
    """The article was changed by somebody else since the person saw it."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ArticleUnfinished(DomainError):
    """The article cannot be published before this part of it is written."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class PaperGone(DomainError):
    """The person has no such certificate, or not any more."""

    def __init__(self, paper_id: int) -> None:
        super().__init__(paper_id)
        self.paper_id = paper_id


class ConsentNeeded(DomainError):
    """The person has not agreed to being remembered, and this cannot be done without it."""


class LastAdmin(DomainError):
    """The last administrator stays one until there is another."""


class LinkCodeGone(DomainError):
    """The code does not link anything any more, or there is nothing to take off."""


class LinkedAlready(DomainError):
    """Both chats are one person's already."""


class LinkedLately(DomainError):
    """The chat was linked to the others a short while ago, and cannot take one of them off for so many hours yet."""

    def __init__(self, hours: int) -> None:
        super().__init__(hours)
        self.hours = hours


class LinkingPaused(DomainError):
    """So many wrong codes were typed by everybody together that none is taken for up to so many minutes."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class PostsStay(DomainError):
    """One of the two has a post, which would come to the other's chat."""


class MassBudgetSpent(DomainError):
    """WeChat lets the account write to all followers `most` times a month, and it has."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class PlaceGone(DomainError):
    """The place was closed for good or removed since the button was shown."""

    def __init__(self, place_id: int) -> None:
        super().__init__(place_id)
        self.place_id = place_id


class PlaceUnknown(DomainError):
    """No place of the directory ever had this code; a door's QR may be of another city, or torn."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class QuestionGone(DomainError):
    """The question has been answered meanwhile, or was kept long enough."""

    def __init__(self, question_id: int) -> None:
        super().__init__(question_id)
        self.question_id = question_id


class SubsidyGone(DomainError):
    """A lead has decided on the money already, or whoever asked wants another sum by now."""


class TooManyPapers(DomainError):
    """The person has as many papers as are kept of one."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyFiles(DomainError):
    """The person sent more files in a day than are kept."""


class TooMuchQuiet(DomainError):
    """Quiet times would take up more than so many hours of the day."""

    def __init__(self, hours: int) -> None:
        super().__init__(hours)
        self.hours = hours


class AnonymousNotAllowed(DomainError):
    """This type of case needs to know who asks."""


class AnswerMissing(DomainError):
    """The question has to be answered; it cannot be skipped. question: its key."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class AnswerTooLong(DomainError):
    """The text is longer than `most` characters."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class CaseGone(DomainError):
    """There is no such case for whoever asks; whether others have it is not said."""


class CaseMovedOn(DomainError):
    """The state that the case has come to does not allow this step."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(number, state)
        self.number = number
        self.state = state


class CaseTypeUnknown(DomainError):
    """The city pack has no such type, or not any more."""


class ChoiceUnknown(DomainError):
    """The answer is none of the question's choices."""


class DateTooEarly(DomainError):
    """The day is further back than anybody means."""


class DayToCome(DomainError):
    """The question asks for a day that is past, and this one is not."""


class DraftGone(DomainError):
    """The person has no such draft, or not any more."""


class EvidenceGone(DomainError):
    """The piece of evidence was removed, or its file is not here."""


class EvidenceRefused(DomainError):
    """The content is of a kind that is not taken. reason: archive, program, empty, unknown,
    unreadable, or kept_back by the channel."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class EvidenceNotReady(DomainError):
    """The copy for staff is still being made."""


class EvidenceHeldBack(DomainError):
    """The piece may say inside who made it, and its anonymous sender has not agreed that it goes."""


class EvidenceCopyUnreadable(DomainError):
    """The picture cannot be drawn; its sender was asked for another one."""


class EvidenceTooLarge(DomainError):
    """The file is larger than `most_mb` megabytes."""

    def __init__(self, most_mb: int) -> None:
        super().__init__(most_mb)
        self.most_mb = most_mb


class OrderNumberUnreadable(DomainError):
    """Not an order number: letters, digits and dashes, 4 to 40 of them."""


class PhoneUnreadable(DomainError):
    """Not a telephone number."""


class PlaceUnreadable(DomainError):
    """Neither a position nor the name of a place."""


class QuestionsLeft(DomainError):
    """The draft cannot be filed before this question (its key) is answered."""

    def __init__(self, question: str) -> None:
        super().__init__(question)
        self.question = question


class SharingNotAgreed(DomainError):
    """Health or injury data need an agreement of their own that names the department (its key)."""

    def __init__(self, department: str) -> None:
        super().__init__(department)
        self.department = department


class StepRefused(DomainError):
    """The step is possible now, but not for whoever asks for it."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class TakenAlready(DomainError):
    """A colleague has taken the case. name: whose; minutes: how long ago."""

    def __init__(self, name: str, minutes: int) -> None:
        super().__init__(name, minutes)
        self.name = name
        self.minutes = minutes


class HandledByOther(DomainError):
    """The case is in a colleague's hands (name; `none`: in nobody's); a lead can take it over."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class WorkerGone(DomainError):
    """Whoever filed the case has left it, or was forgotten."""


class ExtendedAlready(DomainError):
    """More time was asked for, or given; it is once."""


class ExtensionGone(DomainError):
    """There is no request for more time, or not any more."""


class AssistGone(DomainError):
    """The request for help is not there for whoever asks, or was answered."""


class NobodyThere(DomainError):
    """Nobody of that department has joined."""


class SpanUnknown(DomainError):
    """No span of days that figures can be of."""


class OrderGone(DomainError):
    """The order is not there for whoever asks, or was answered."""


class DayPassed(DomainError):
    """The day is over already."""


class ContactNotAgreed(DomainError):
    """The worker was not asked, has not answered, or said no."""


class ContactQuestionGone(DomainError):
    """The question whether a platform may be told something is not open any more, or says something else now."""


class ReopenedAlready(DomainError):
    """The case was reopened before."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


class NotStaff(DomainError):
    """The person has no post, or not one that allows this."""


class ReportGone(DomainError):
    """The report was answered, or its time is over."""


class StaffCodeGone(DomainError):
    """The code was used, or its time is over, or it never was one."""


class AnswerNotHeld(DomainError):
    """It was sent, sent back or written anew, or the case is elsewhere by now."""


class NobodyToSign(DomainError):
    """A second person has to look at the answer, and nobody else leads there."""


class ClosureTooLong(DomainError):
    """The place would be shut for longer than that. days: at most."""

    def __init__(self, days: int) -> None:
        super().__init__(days)
        self.days = days


class HoursPassed(DomainError):
    """The time until which the place is open is over, or is none of today."""


class StaffAway(DomainError):
    """The colleague is away. name: whose."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class StaffGone(DomainError):
    """The post was taken away, or never was there."""

    def __init__(self, staff_id: int) -> None:
        super().__init__(staff_id)
        self.staff_id = staff_id


class SumOutOfRange(DomainError):
    """Nothing, or more than `most_yuan`."""

    def __init__(self, most_yuan: int) -> None:
        super().__init__(most_yuan)
        self.most_yuan = most_yuan


class TooManyDrafts(DomainError):
    """The person has `most` half-filled forms already."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooMuchEvidence(DomainError):
    """The case or draft has `most` pieces already."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class TooManyLinkCodes(DomainError):
    """The chat has asked for so many codes that it must wait."""


class TooManyLinkTries(DomainError):
    """The chat has typed so many wrong codes that it must wait."""


class TooManyReports(DomainError):
    """The person has said so much of places in the last hour that it must wait."""


class JoiningOver(DomainError):
    """The demand is delivered: who joined can leave, and nobody can join."""


class NegotiationGone(DomainError):
    """There is no such negotiation, or the person takes no part in it."""


class NegotiationMovedOn(DomainError):
    """The negotiation is in `state` now, which does not allow it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = str(state)


class ProblemGone(DomainError):
    """Too few people filed it lately, or have not withdrawn it."""


class NoticeGone(DomainError):
    """There is no such notice, or not for this department."""


class NoticeIncomplete(DomainError):
    """What is wrong with it: `words` (a language has only a title or only a text), `title`, `text`, `time`, `list`."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NoticeMovedOn(DomainError):
    """The notice is in `state` now, which does not allow it."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = str(state)


class SecondPersonNeeded(DomainError):
    """Who wrote it cannot approve it, and nobody can without the right."""


class AlreadyBooked(DomainError):
    """The person has a seat at this date, or is offered one; there is nothing to wait for."""


class ButtonExpired(DomainError):
    """What was pressed is no button that any screen of today shows."""


class BookingGone(DomainError):
    """The person has no such booking, or not any more."""


class CancelTooLate(DomainError):
    """A seat is given back so many hours before the start at the latest."""

    def __init__(self, hours: int) -> None:
        super().__init__(hours)
        self.hours = hours


class CheckInCodeWrong(DomainError):
    """The code is not the one that is shown now, or nobody who is booked has it."""


class CheckInOver(DomainError):
    """It is too late to say that one is there."""


class CheckInTooEarly(DomainError):
    """It begins in so many minutes."""

    def __init__(self, minutes: int) -> None:
        super().__init__(minutes)
        self.minutes = minutes


class TooManyCheckInTries(DomainError):
    """So many wrong codes were typed for the seat, or its date, that only the host's list is left."""

    def __init__(self, booking_id: int) -> None:
        super().__init__(booking_id)
        self.booking_id = booking_id


class PointsShort(DomainError):
    """The person has only so many points."""

    def __init__(self, points: int) -> None:
        super().__init__(points)
        self.points = points


class EventCalledOff(DomainError):
    """The date will not be held."""


class EventGone(DomainError):
    """The date is not in the programme any more."""


class EventIncomplete(DomainError):
    """What is wrong: `title`, `about`, `place`, `time`, `seats`, `reason`, `words`, one of models/events/details.py, or
    `pack`: it is changed in the city pack."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class EventOver(DomainError):
    """It is too late: the date has begun, or is over."""


class EventUndecided(DomainError):
    """The date pays a subsidy and waits for a lead's yes."""


class NameUndrawable(DomainError):
    """A certificate cannot show these letters of the name: its font does not have them."""

    def __init__(self, letters: str) -> None:
        super().__init__(letters)
        self.letters = letters


class NameUnreadable(DomainError):
    """Not a name, or longer than `most` characters."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class OfferGone(DomainError):
    """The seat was offered to somebody else meanwhile, or given up."""


class SeatsGone(DomainError):
    """Every seat is taken, and so many people wait for one."""

    def __init__(self, waiting: int) -> None:
        super().__init__(waiting)
        self.waiting = waiting


class TooManyBookings(DomainError):
    """The person has `most` bookings still to come."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most


class NobodyToReveal(DomainError):
    """Whoever filed the anonymous case has taken themselves out of it."""


class NotAnonymous(DomainError):
    """Who filed the case is known to those who work on it."""


class RevealGone(DomainError):
    """Nothing waits for this answer: it was given, another question took its place, or its time is over."""
