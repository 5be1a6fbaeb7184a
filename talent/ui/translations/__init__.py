"""Keeping the message catalogues complete without the GNU gettext programs."""
