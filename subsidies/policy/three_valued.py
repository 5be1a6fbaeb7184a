"""Yes, no and unknown (None): logic that never claims more than the facts do."""

Answer = bool | None


def negation(answer: Answer) -> Answer:
    """Give no for yes and yes for no."""
    return None if answer is None else not answer


def both(one: Answer, other: Answer) -> Answer:
    """No as soon as either is no; yes only when both are."""
    if one is False or other is False:
        return False
    return True if one and other else None


def either(one: Answer, other: Answer) -> Answer:
    """Yes as soon as either is yes; no only when both are."""
    if one is True or other is True:
        return True
    return None if one is None or other is None else False
