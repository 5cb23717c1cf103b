"""The words of a receipt, made from its facts: models/receipts/receipt.py signs them."""

from handlers.talk.texts import Words
from models.city.pack import City
from models.receipts.receipt import ReceiptFacts, ReceiptPiece


def receipt_body(facts: ReceiptFacts, words: Words, city: City) -> str:
    """The text above the signature, in one language. Times are the city's."""
    department = city.departments.get(facts.department)
    case_type = city.case_types.get(facts.type)
    received = facts.filed_at.astimezone(city.zone)
    lines = [
        words("receipt-title", city=words.pick(city.titles)),
        words("receipt-number", number=facts.number),
        words("receipt-type", type=words.pick(case_type.titles) if case_type else facts.type),
        words("receipt-department", department=words.pick(department.titles) if department else facts.department),
        words("receipt-received", time=received.isoformat(sep=" ", timespec="seconds")),
        words("receipt-content", sha256=facts.content_sha256),
        *(_piece(each, words) for each in facts.evidence),
        words("receipt-head", number=facts.head_number, hash=facts.head),
        words("receipt-line", state=_line_state(facts), day=facts.sealed_on.isoformat() if facts.sealed_on else ""),
        words("receipt-meaning"),
        words("receipt-check"),
    ]
    if city.sample:
        lines.append(words("receipt-sample"))
    return "\n".join(lines) + "\n"


def _line_state(facts: ReceiptFacts) -> str:
    """The state of the daily line over the case: made, due on a known day, or due some day."""
    return "made" if facts.is_sealed else "comes" if facts.sealed_on else "first"


def _piece(piece: ReceiptPiece, words: Words) -> str:
    if piece.sha256 is None:
        return words("receipt-piece-waiting", number=piece.number)
    return words(
        "receipt-piece",
        number=piece.number,
        sha256=piece.sha256,
        size=piece.size or 0,
        form="compressed" if piece.compressed else "original",
        removed="yes" if piece.removed else "no",
    )
