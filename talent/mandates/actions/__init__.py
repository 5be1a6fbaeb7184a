"""Opening a mandate, its taking effect, what the person confirms under it, and its end."""

from talent.mandates.actions.confirming import WrongCode, answer, ask, ask_on_paper, look_at, spend
from talent.mandates.actions.effect import ask_for_mandate, take_effect_by_code, take_effect_by_paper
from talent.mandates.actions.ending import end, end_due, end_with_case
from talent.mandates.actions.opening import open_mandate
from talent.mandates.actions.reading import note_reading
from talent.mandates.actions.telling import tell_filed

__all__ = [
    "WrongCode",
    "answer",
    "ask",
    "ask_for_mandate",
    "ask_on_paper",
    "end",
    "end_due",
    "end_with_case",
    "look_at",
    "note_reading",
    "open_mandate",
    "spend",
    "take_effect_by_code",
    "take_effect_by_paper",
    "tell_filed",
]
