"""Which letters with Alt lead to two places of a window at once."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def ambiguous(window: QWidget) -> list[str]:
    """The texts in sight that share their letter with another."""
    texts = [each.text() for each in window.findChildren(QAbstractButton) if each.isVisible()]
    texts += [each.text() for each in window.findChildren(QLabel) if each.isVisible() and each.buddy() is not None]
    keys = {text: QKeySequence.mnemonic(text).toString() for text in texts}
    counted = Counter(QKeySequence.mnemonic(text).toString() for text in texts)
    return sorted(text for text, key in keys.items() if key and counted[key] > 1)
