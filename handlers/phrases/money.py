"""How a sum is said: `50`, and `85.50` where it is not a round one."""

from handlers.talk.texts import Words


def yuan(fen: int) -> str:
    """The figure alone, for a message that says what it is."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


def money_said(words: Words, fen: int) -> str:
    """`85.50 元`."""
    return words("case-money", yuan=yuan(fen))
