"""The buttons about gates: a rider's word on one, and what a colleague tells of one."""

from aiogram.filters.callback_data import CallbackData


class RightGate(CallbackData, prefix="gright"):
    """Says that a gate is as it is written."""

    place_id: int


class TellGate(CallbackData, prefix="sgate"):
    """Begins to tell riders of the gate of a settled case."""

    case_id: int


class RenameGate(CallbackData, prefix="sgatename"):
    """Asks for another name of the gate that is being told of."""

    case_id: int


class KeepGate(CallbackData, prefix="sgatekeep"):
    """Says that what riders read of the gate already is right."""

    case_id: int


class PublishGate(CallbackData, prefix="sgatesend"):
    case_id: int
