"""Read the plan of a year; nothing is kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from parscore.services.ports import PlanSources, PlanVocabulary
from parscore.services.progress import Progress, Silent

if TYPE_CHECKING:
    from parscore.domain.plan_draft import PlanDraft


class PlanService:
    """Plans come as files of many kinds, each author's own way."""

    def __init__(self, sources: PlanSources, vocabulary: PlanVocabulary) -> None:
        """Use this reader of files and these words."""
        self._sources = sources
        self._vocabulary = vocabulary

    def read(self, file: Path, year: int | None = None, progress: Progress = Silent()) -> "PlanDraft":
        """What the plan in a file says and what is to be looked at; `year` is that of the plan where the file does not say it.

        Raises Refused for a file that cannot be read or is no plan.
        """
        from parscore.domain.plan_reading import draft_of_plan

        return draft_of_plan(self._sources.read(file, progress), self._vocabulary.words(), year)
