"""Errors that are reported as one sentence."""


class LabError(Exception):
    """Something the person can mend; the message names it and says what to do."""
