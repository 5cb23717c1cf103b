"""Sums in words: `50`, or `85.50` if the sum is not round."""

from handlers.talk.texts import Words


def yuan(fen: int) -> str:
    """Only the figure, for a message that says what it is."""
    return f"{fen // 100}" if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02d}"


def money_said(words: Words, fen: int) -> str:
    """The sum with its unit: `85.50 元`."""
    return words("case-money", yuan=yuan(fen))
