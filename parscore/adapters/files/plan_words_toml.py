"""The vocabulary of plans out of a TOML file that people may add to."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from parscore.domain.errors import Refused
from parscore.domain.plan_words import PlanWords

_SECTIONS = ("targets", "listed_targets", "tasks", "other", "closing")
_FIELDS = ("time", "support", "lead", "product", "budget", "goal", "activities", "fillers")
_COLUMNS = ("number", "task", "note", "section")


class PlanWordsFile:
    """Reads the file once."""

    def __init__(self, file: Path) -> None:
        """Read words from this file."""
        self._file = file
        self._words: PlanWords | None = None

    def words(self) -> PlanWords:
        """The vocabulary; raises Refused for a file that is not written as it has to be."""
        if self._words is None:
            self._words = self._read()
        return self._words

    def _read(self) -> PlanWords:
        try:
            written = tomllib.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
            raise Refused("plan.words_damaged", file=self._file, reason=wrong) from wrong
        fields = self._lists(written, "fields", _FIELDS)
        fillers = fields.pop("fillers")
        return PlanWords(fields, fillers, self._lists(written, "columns", _COLUMNS), self._lists(written, "sections", _SECTIONS))

    def _lists(self, written: Mapping[str, object], part: str, names: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The lists of a part; every name must be there and hold texts alone."""
        table = written.get(part)
        found: dict[str, tuple[str, ...]] = {}
        for name in names:
            phrases = table.get(name) if isinstance(table, dict) else None
            if not isinstance(phrases, list) or not all(isinstance(each, str) and each.strip() for each in phrases):
                raise Refused("plan.words_missing", file=self._file, name=f"[{part}] {name}")
            found[name] = tuple(phrases)
        return found
