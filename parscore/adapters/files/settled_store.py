"""Settled questions in a file of the person's own folder."""

import json
from contextlib import suppress
from pathlib import Path

from parscore.adapters.files.criteria_kept import from_plain, to_plain
from parscore.adapters.files.write_whole import write_text
from parscore.domain.settled_wording import Settled

MOST = 5000


class SettledStore:
    """The newest settlements by wording. A file that cannot be read is set aside under another name and begun anew."""

    def __init__(self, file: Path) -> None:
        """Keep them in this file, which need not exist."""
        self._file = file

    def load(self) -> dict[str, Settled]:
        """All that is remembered."""
        if not self._file.is_file():
            return {}
        try:
            plain = json.loads(self._file.read_text(encoding="utf-8"))
            found = {str(key): from_plain(value) for key, value in plain.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
            with suppress(OSError):
                self._file.replace(self._file.with_suffix(".hong.json"))
            return {}
        return {key: value for key, value in found.items() if isinstance(value, Settled)}

    def add(self, settled: dict[str, Settled]) -> None:
        """Remember more; the oldest go when there are too many."""
        if not settled:
            return
        known = self.load()
        kept = {key: value for key, value in known.items() if key not in settled} | settled
        newest = dict(list(kept.items())[-MOST:])
        text = json.dumps({key: to_plain(value) for key, value in newest.items()}, ensure_ascii=False, indent=0)
        write_text(self._file, text)
