"""Which letters with Alt lead to two places of a window at once."""

from collections import Counter

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenuBar, QWidget

from parscore.texts import say

MENUS = tuple(say(f"desk.menu_{name}") for name in ("file", "edit", "view", "sets", "help"))


def ambiguous(window: QWidget, *more: str) -> list[str]:
    """The texts in sight, menus included, that share their letter with another; `more` stand beside them."""
    texts = [*more, *(each.text() for each in window.findChildren(QAbstractButton) if each.isVisible())]
    texts += [each.text() for each in window.findChildren(QLabel) if each.isVisible() and each.buddy() is not None]
    texts += [action.text() for bar in window.findChildren(QMenuBar) for action in bar.actions() if isinstance(action, QAction)]
    keys = [QKeySequence.mnemonic(text).toString() for text in texts]
    counted = Counter(key for key in keys if key)
    return sorted(text for text, key in zip(texts, keys, strict=True) if counted[key] > 1)
