"""Begin a new year from the year before, and answer leaf by leaf as last year."""

from dataclasses import dataclass, replace
from pathlib import Path

from parscore.domain.changes import Changes
from parscore.domain.code_map import CodeMap
from parscore.domain.criteria import CriteriaSet
from parscore.domain.errors import Refused
from parscore.domain.last_year import NextYear, as_last_year, next_year
from parscore.domain.node_pairs import Likeness
from parscore.domain.set_difference import difference
from parscore.domain.year_work import YearWork
from parscore.services.ports import WorkspaceFolders
from parscore.services.progress import Progress
from parscore.services.session import Edit, Session, new_identity, read_work
from parscore.services.workspace_service import Opened, WorkspaceService

_STEPS, _EVERY = 3, 256


@dataclass(frozen=True, slots=True)
class Begun:
    """A new year's workspace, opened, and what it took over."""

    opened: Opened
    plan: NextYear


class NextYearService:
    """The year before is read, never opened for work, and stays as it is."""

    def __init__(self, session: Session, folders: WorkspaceFolders, workspaces: WorkspaceService, likeness: Likeness) -> None:
        """Compare wordings by `likeness`."""
        self._session = session
        self._folders = folders
        self._workspaces = workspaces
        self._likeness = likeness

    def preview(self, old: Path, criteria: CriteriaSet, codes: CodeMap, progress: Progress) -> NextYear:
        """What a new year by this set would take over from the workspace in `old`; nothing is made."""
        return self._plan(old, criteria, codes, progress)[1]

    def begin(self, old: Path, folder: Path, criteria: CriteriaSet, year: int | None, codes: CodeMap, progress: Progress) -> Begun:
        """A new workspace in an empty or missing folder, opened, whole or not at all; the year after the old one unless another is given.

        Raises Refused("next.year_not_later") and what making a workspace or the code map refuses.
        """
        work, plan = self._plan(old, criteria, codes, progress)
        chosen = work.profile.year + 1 if year is None else year
        if chosen <= work.profile.year:
            raise Refused("next.year_not_later", year=chosen, before=work.profile.year)
        progress.step(2, _STEPS)
        opened = self._workspaces.create(folder, replace(work.profile, year=chosen), criteria, plan.beside)
        return Begun(opened, plan)

    def answer_as_last_year(self, key: str, explain: bool) -> Changes:
        """Answer one leaf with last year's inputs, with `explain` and last year's explanation."""
        work = self._session.work()
        leaf = work.assessment.criteria.leaf(key)
        answer = as_last_year(work.assessment, work.beside, leaf.key, explain=explain)
        return self._session.do("as_last_year", Edit("answer", leaf.key, work.assessment.answer(leaf.key), answer))

    def _plan(self, old: Path, criteria: CriteriaSet, codes: CodeMap, progress: Progress) -> tuple[YearWork, NextYear]:
        progress.step(0, _STEPS)
        with self._folders.look(old) as unit:
            work = read_work(unit)
        watched = _Watched(self._likeness, progress)
        found = difference(work.assessment.criteria, criteria, watched.likeness, codes)
        return work, next_year(work, found, new_identity)


class _Watched:
    """Comparing two large sets takes long: every so often it can be stopped."""

    def __init__(self, likeness: Likeness, progress: Progress) -> None:
        self._likeness, self._progress, self._calls = likeness, progress, 0

    def likeness(self, one: str, other: str) -> float:
        if self._calls % _EVERY == 0:
            self._progress.step(1, _STEPS)
        self._calls += 1
        return self._likeness(one, other)
