"""How far long work is, and stopping it; apart from the other ports, so that the window can paint before the core is loaded."""

from typing import Protocol


class Cancelled(Exception):
    """The person stopped a long piece of work."""


class Progress(Protocol):
    """How far a long piece of work is."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Tell it; raises Cancelled once the person gave up."""


class Silent:
    """Progress that nobody watches."""

    def step(self, done: int, total: int, what: str = "") -> None:
        """Take no notice."""
