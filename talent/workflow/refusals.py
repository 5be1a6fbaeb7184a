"""What an action says when it does not act."""


class ActionRefused(Exception):
    """The action was not carried out and nothing was changed; ``str()`` is the sentence for the user."""
