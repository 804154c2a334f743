"""Compare criteria sets, and take a year's work from one to the next."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from parscore.domain.assessment import Answer, Assessment
from parscore.domain.beside import Archived, Content, MoveRecord, PastAnswer
from parscore.domain.changes import Changes
from parscore.domain.code_map import NO_MAP, CodeMap
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.errors import Refused
from parscore.domain.evidence import Link
from parscore.domain.moving import MovePlan, content_of, past_answer, plan_move, taken_back, with_leaf
from parscore.domain.node_pairs import Likeness
from parscore.domain.set_difference import SetDifference, difference
from parscore.domain.set_sealing import next_version
from parscore.domain.settled_wording import recalled_leaf, settled_as
from parscore.domain.settling import confirmed, open_questions
from parscore.domain.year_work import YearWork
from parscore.services.ports import BackupFile, CodeMapSource, SettledMemory, SetVersion
from parscore.services.session import Edit, Session, new_identity


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did, and the backup made before it; None where there was nothing to lose."""

    plan: MovePlan
    changes: Changes
    backup: BackupFile | None


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The set that is scored by again after a move was undone; `archived` are the codes of leaves whose later answers were put away."""

    criteria: CriteriaSet
    changes: Changes
    archived: tuple[str, ...]
    backup: BackupFile


class MoveService:
    """What time does to a set and to the work done with it."""

    def __init__(
        self,
        session: Session,
        likeness: Likeness,
        maps: CodeMapSource,
        seal: Callable[[CriteriaSet], CriteriaSet],
        memory: SettledMemory,
    ) -> None:
        """Compare wordings by `likeness`, read and write code maps by `maps`; `seal` puts the digest into a set that was made here.

        `memory` keeps what was settled, for the next set with the same wording.
        """
        self._session = session
        self._likeness = likeness
        self._maps = maps
        self._seal = seal
        self._memory = memory

    def difference(self, old: CriteriaSet, new: CriteriaSet, codes: CodeMap = NO_MAP) -> SetDifference:
        """What became of every node of a set."""
        return difference(old, new, self._likeness, codes)

    def read_map(self, file: Path) -> CodeMap:
        """A code map that a person wrote or corrected."""
        return self._maps.read(file)

    def write_map(self, file: Path, codes: CodeMap) -> None:
        """Keep a code map where a person can correct it."""
        self._maps.write(file, codes)

    def versions(self) -> tuple[SetVersion, ...]:
        """Every version of the set that the workspace has or had."""
        with self._session.begin() as unit:
            return unit.versions()

    def preview(self, new: CriteriaSet, codes: CodeMap = NO_MAP) -> MovePlan:
        """What would become of each answer under another version, with what was settled of its wordings before; nothing is changed.

        Raises Refused("move.same_set"), "criteria.no_leaves".
        """
        return self._preview(self._recalled(new), codes)

    def _preview(self, new: CriteriaSet, codes: CodeMap) -> MovePlan:
        work = self._session.work()
        if new == work.assessment.criteria:
            raise Refused("move.same_set", title=new.title, version=new.version)
        if not any(leaf.self_scored for leaf in new.leaves()):
            raise Refused("criteria.no_leaves", title=new.title)
        return plan_move(work, self.difference(work.assessment.criteria, new, codes), new_identity)

    def _recalled(self, new: CriteriaSet) -> CriteriaSet:
        """The set with its open questions as they were settled before, to be looked at once more: a version of its own, if any was."""
        made, memory = new, self._memory.load()
        for leaf in new.leaves():
            known = recalled_leaf(leaf, memory)
            made = made if known is leaf else with_leaf(made, known)
        return new if made is new else self._seal(replace(made, version=next_version(new.version), replaces=new.digest))

    def move(self, new: CriteriaSet, codes: CodeMap = NO_MAP) -> Moved:
        """Take the year's work to another version in one step that can be undone, after a backup."""
        new = self._recalled(new)
        plan = self._preview(new, codes)
        backup = self._session.workspace.back_up("move") if plan.fates else None
        work = self._session.work()
        record = MoveRecord(content_of(work), plan.content, codes)
        edits = (*_edits(work, new, plan.content), Edit("move", new_identity(), None, record))
        return Moved(plan, self._session.do("move", *edits), backup)

    def undo_move(self) -> TakenBack:
        """Go back to the set and the work before the last move, however long ago it was; what was written since is archived.

        Raises Refused("move.nothing_to_undo").
        """
        work = self._session.work()
        with self._session.begin() as unit:
            moves = unit.moves()
            if not moves:
                raise Refused("move.nothing_to_undo")
            identity, record = list(moves.items())[-1]
            old = unit.version(record.before.digest)
        assert old is not None
        content, keys = taken_back(work, record.before, record.after, new_identity)
        backup = self._session.workspace.back_up("move")
        codes = tuple(work.assessment.criteria.leaf(key).code for key in keys)
        changes = self._session.do("undo_move", *_edits(work, old, content), Edit("move", identity, record, None))
        return TakenBack(old, changes, codes, backup)

    def settle(self, key: str, question: int, choice: int) -> Changes:
        """Answer an open question about a leaf's rule, both counted from 0: a new version of the set in which only this leaf differs.

        What was answered before stays where the leaf still takes it as it was meant; else it waits beside the leaf to be confirmed.
        Raises Refused("settle.no_such_question"), "settle.no_such_choice".
        """
        leaf = self._session.work().assessment.criteria.leaf(key)
        questions = open_questions(leaf)
        if not 0 <= question < len(questions):
            raise Refused("settle.no_such_question", code=leaf.code, number=question + 1, count=len(questions))
        choices = questions[question].choices
        if not 0 <= choice < len(choices):
            raise Refused("settle.no_such_choice", code=leaf.code, number=choice + 1, count=len(choices))
        return self._reread("settle", leaf, choices[choice].leaf)

    def confirm(self, key: str) -> Changes:
        """Say that a leaf is scored just as the table was read.

        Raises Refused("set_edit.still_open") where something must be chosen first.
        """
        leaf = self._session.work().assessment.criteria.leaf(key)
        return self._reread("confirm", leaf, confirmed(leaf))

    def take_past(self, key: str, number: int) -> Changes:
        """Answer a leaf as it was answered before a move (counted from 0), evidence that lies here included.

        Raises Refused for what the rule cannot take, "past.nothing" where nothing was answered then, "past.of_last_year" for last year's.
        """
        work = self._session.work()
        leaf, past = self._past(work, key, number)
        if past.answer.is_empty and not past.evidence:
            raise Refused("past.nothing", code=leaf.code)
        edits = [Edit("answer", leaf.key, work.assessment.answer(leaf.key), _taken(work.assessment, leaf, past))]
        linked = {document.id for _, document in work.evidence.of_leaf(leaf.key)}
        for each in past.evidence:
            if each.document in work.evidence.documents and each.document not in linked:
                edits.append(Edit("link", each.document, None, Link(leaf.key, each.document, each.place)))
        return self._session.do("take_past", *edits, _without_past(work, leaf.key, number))

    def put_past_away(self, key: str, number: int) -> Changes:
        """Let an earlier answer (counted from 0) stand beside the leaf no longer; it is kept among the archived ones."""
        work = self._session.work()
        leaf, past = self._past(work, key, number)
        return self._session.do(
            "put_past_away", _without_past(work, leaf.key, number), Edit("archive", new_identity(), None, Archived(leaf.key, past))
        )

    def _reread(self, label: str, before: Criterion, after: Criterion) -> Changes:
        work = self._session.work()
        old = work.assessment.criteria
        new = self._seal(replace(with_leaf(old, after), version=next_version(old.version), replaces=old.digest))
        answer = work.assessment.answer(before.key)
        edits = [Edit("criteria", "", old, new)]
        if not _as_meant(before, after, answer, new):
            waiting = replace(past_answer(work, before.key, "before_move"), evidence=())
            was = work.beside.past.get(before.key)
            edits += [Edit("answer", before.key, answer, Answer()), Edit("past", before.key, was, (*(was or ()), waiting))]
        changes = self._session.do(label, *edits)
        self._memory.add(settled_as(self._first_asked(before, old), after))
        return changes

    def _first_asked(self, leaf: Criterion, criteria: CriteriaSet) -> Criterion:
        """The leaf as it was read, before any of its questions was settled: by that wording the next set will ask again."""
        with self._session.begin() as unit:
            earlier = unit.version(criteria.replaces)
            while earlier is not None:
                was = next((each for each in earlier.leaves() if each.key == leaf.key), None)
                if was is None or not set(was.open) >= set(leaf.open) or [r.text for r in was.rungs] != [r.text for r in leaf.rungs]:
                    break
                leaf, earlier = was, unit.version(earlier.replaces)
        return leaf

    @staticmethod
    def _past(work: YearWork, key: str, number: int) -> tuple[Criterion, PastAnswer]:
        leaf = work.assessment.criteria.leaf(key)
        found = work.beside.of_leaf(leaf.key)
        if not 0 <= number < len(found):
            raise Refused("past.no_such", code=leaf.code, number=number + 1, count=len(found))
        if found[number].origin == "last_year":
            raise Refused("past.of_last_year", code=leaf.code)
        return leaf, found[number]


def _taken(assessment: Assessment, leaf: Criterion, past: PastAnswer) -> Answer:
    """An earlier answer as this leaf's; what was explained here already is not lost for it."""
    before, answer = assessment.answer(leaf.key), past.answer
    if answer.is_empty:
        return before
    explanation = answer.explanation or before.explanation
    if before.explanation and answer.explanation and before.explanation != answer.explanation:
        explanation = f"{before.explanation}\n{answer.explanation}"
    taken = assessment.recorded(leaf.key, answer.inputs, explanation)
    return replace(taken, not_applicable=answer.not_applicable)


def _without_past(work: YearWork, key: str, number: int) -> Edit:
    found = work.beside.of_leaf(key)
    return Edit("past", key, found, (*found[:number], *found[number + 1 :]) or None)


def _as_meant(before: Criterion, after: Criterion, answer: Answer, new: CriteriaSet) -> bool:
    """Whether an answer means the same once a question about its rule was settled: the same family and sentences, and taken by the rule."""
    if answer.is_empty:
        return True
    same_rungs = [rung.text for rung in before.rungs] == [rung.text for rung in after.rungs]
    if before.rule is None or after.rule is None or before.rule.kind != after.rule.kind or not same_rungs:
        return False
    try:
        after.rule.check(new.scale(after), answer.inputs)
    except Refused:
        return False
    return True


def _edits(work: YearWork, criteria: CriteriaSet, content: Content) -> tuple[Edit, ...]:
    """From the year's work as it stands to another content under another set, fact by fact."""
    was, edits = content_of(work), [Edit("criteria", "", work.assessment.criteria, criteria)]
    for key in dict.fromkeys((*was.answers, *content.answers)):
        edits.append(Edit("answer", key, was.answers.get(key), content.answers.get(key)))
    for at in dict.fromkeys((*was.links, *content.links)):
        edits.append(Edit("link", at[1], was.links.get(at), content.links.get(at)))
    for key in dict.fromkeys((*was.beside.past, *content.beside.past)):
        edits.append(Edit("past", key, was.beside.past.get(key), content.beside.past.get(key)))
    for key in dict.fromkeys((*was.beside.archive, *content.beside.archive)):
        edits.append(Edit("archive", key, was.beside.archive.get(key), content.beside.archive.get(key)))
    for key in dict.fromkeys((*was.beside.notes, *content.beside.notes)):
        edits.append(Edit("note", key, was.beside.notes.get(key), content.beside.notes.get(key)))
    return tuple(edits)
