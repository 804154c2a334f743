"""Score leaves and show the score."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial

from parscore.domain.applicability import Exempting, applied_profiles, exempting, highest, lifting, resolve
from parscore.domain.assessment import Answer, Assessment, NotApplicable, Treatment
from parscore.domain.beside import NO_NOTE, LeafNote
from parscore.domain.changes import Changes
from parscore.domain.checks import check_year
from parscore.domain.criteria import Applicability, Criterion, Field
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.outcome import Inputs
from parscore.domain.scoresheet import LeafScore, State, roll_up, score_leaf
from parscore.domain.viet_text import clean, composed
from parscore.domain.year_work import YearWork
from parscore.services.cards import Board, LeafCard, NodeRow, ProfilePreview, Profiles, Status
from parscore.services.session import Edit, Session, Step


class ScoringService:
    """One method for each thing a person does with an answer."""

    def __init__(self, session: Session) -> None:
        """Work on the session's workspace."""
        self._session = session

    def work(self) -> YearWork:
        """The whole year as it stands."""
        return self._session.work()

    def record(self, key: str, inputs: Inputs, explanation: str | None = None) -> Changes:
        """Score one leaf; the explanation stays as it is when None. An exemption is lifted."""
        assessment = self._session.work().assessment
        return self._keep("record", key, assessment.recorded(key, inputs, explanation))

    def explain(self, key: str, explanation: str) -> Changes:
        """Write the explanation of one leaf."""
        return self._keep("explain", key, self._session.work().assessment.explained(key, explanation))

    def exempt(self, key: str, exemption: NotApplicable) -> Changes:
        """Say that one leaf does not apply, and why."""
        return self._keep("exempt", key, self._session.work().assessment.exempted(key, exemption))

    def apply(self, key: str) -> Changes:
        """Say that a leaf applies after all; its earlier inputs count again."""
        return self._keep("apply", key, self._session.work().assessment.applied(key))

    def clear(self, key: str) -> Changes:
        """Forget what was answered to one leaf, its explanation included."""
        return self._keep("clear", key, Answer())

    def note(self, key: str, unit: str | None = None, note: str | None = None) -> Changes:
        """Write who is in charge of one leaf, or what is to be remembered of it; what is None stays as it is."""
        work = self._session.work()
        leaf = work.assessment.criteria.leaf(key)
        if not leaf.self_scored:
            raise Refused("answer.not_self_scored")
        before = work.beside.note(leaf.key)
        after = LeafNote(before.unit if unit is None else clean(unit), before.note if note is None else composed(note))
        return self._session.do("note", Edit("note", leaf.key, _or_none(before), _or_none(after)))

    def profiles(self) -> Profiles:
        """The cases in which some of the set does not apply: the set's, and those in force."""
        assessment = self._session.work().assessment
        return Profiles(assessment.criteria.applicability, applied_profiles(assessment))

    def preview_profile(self, profile: Applicability, treatment: Treatment = "excluded") -> ProfilePreview:
        """What exempting by a profile would do; its clause, which changes no figure, may still be missing."""
        work = self._session.work()
        found = resolve(work.assessment.criteria, profile.codes)
        nodes = tuple(part.node for part in found.parts)
        if not found.leaves:
            return ProfilePreview(nodes, found.findings, work.sheet)
        effect = exempting(work.assessment, replace(profile, clause=profile.clause.strip() or "…"), treatment)
        return ProfilePreview(nodes, found.findings, work.sheet, roll_up(effect.put_into(work.assessment)), effect)

    def preview_lift(self, profile: Applicability) -> ProfilePreview:
        """What lifting a profile that is in force would do."""
        work = self._session.work()
        effect = lifting(work.assessment, profile)
        nodes = highest(work.assessment.criteria, effect.answers)
        return ProfilePreview(nodes, (), work.sheet, roll_up(effect.put_into(work.assessment)), effect)

    def exempt_profile(self, profile: Applicability, treatment: Treatment = "excluded") -> tuple[Changes, Exempting]:
        """Exempt every leaf that a profile names, in one step; raises Refused and changes nothing where a code is not sure."""
        return self._put_all("exempt_profile", exempting(self._session.work().assessment, profile, treatment))

    def lift_profile(self, profile: Applicability) -> tuple[Changes, Exempting]:
        """Take a profile back in one step: what was answered counts again."""
        return self._put_all("lift_profile", lifting(self._session.work().assessment, profile))

    def undo(self) -> tuple[Step, Changes] | None:
        """Take the last step back; None where there is none."""
        return self._session.step_back()

    def redo(self) -> tuple[Step, Changes] | None:
        """Make the step undone last again; None where there is none."""
        return self._session.step_forward()

    def findings(self) -> tuple[Finding, ...]:
        """What the checks say about the year's work."""
        return check_year(self._session.work())

    def board(self) -> Board:
        """The whole score for the screens."""
        work = self._session.work()
        findings = check_year(work)
        rows = tuple(_rows(work, findings))
        return Board(self._session.workspace.folder, work, rows, findings, self._status(work, findings))

    def leaf(self, key: str) -> LeafCard:
        """One leaf for its form."""
        work = self._session.work()
        return leaf_card(work, check_year(work), key)

    def _keep(self, label: str, key: str, answer: Answer) -> Changes:
        assessment = self._session.work().assessment
        leaf = assessment.criteria.leaf(key)
        return self._session.do(label, Edit("answer", leaf.key, assessment.answer(leaf.key), answer))

    def _put_all(self, label: str, effect: Exempting) -> tuple[Changes, Exempting]:
        before = self._session.work().assessment
        edits = (Edit("answer", key, before.answer(key), answer) for key, answer in effect.answers.items())
        return self._session.do(label, *edits), effect

    def _status(self, work: YearWork, findings: tuple[Finding, ...]) -> Status:
        totals = work.sheet.self_totals
        severities = Counter(finding.severity for finding in findings)
        with self._session.begin() as unit:
            last = unit.history(1)
        saved: datetime | None = last[0].at if last else None
        done, undone = self._session.done, self._session.undone
        return Status(
            totals.points,
            totals.attainable,
            totals.declared_max,
            work.sheet.final_points,
            totals.unanswered,
            totals.leaves,
            severities["error"],
            severities["warning"],
            severities["info"],
            saved,
            done[-1].label if done else "",
            undone[-1].label if undone else "",
        )


def _or_none(note: LeafNote) -> LeafNote | None:
    return None if note == NO_NOTE else note


def preview(assessment: Assessment, leaf: Criterion, inputs: Inputs) -> LeafScore:
    """What a leaf would earn with these inputs, for the reason that appears while typing; raises Refused as recording would."""
    assert leaf.rule is not None
    leaf.rule.check(assessment.criteria.scale(leaf), inputs)
    return score_leaf(assessment.criteria, leaf, Answer(inputs))


def leaf_card(work: YearWork, findings: tuple[Finding, ...], key: str) -> LeafCard:
    """One leaf out of a year's work and its findings. `shared` tells the codes of all leaves that each of its documents proves."""
    criteria = work.assessment.criteria
    leaf = criteria.leaf(key)
    evidence = work.evidence.of_leaf(leaf.key)
    codes = {each.key: each.code for each in criteria.leaves()}
    shared = {
        document.id: tuple(codes[other] for other in work.evidence.leaves_of(document.id) if other in codes) for _, document in evidence
    }
    own = tuple(finding for finding in findings if finding.key == leaf.key)
    return LeafCard(leaf, _path(work, leaf.key), work.sheet.leaf(leaf.key), evidence, own, shared)


def _rows(work: YearWork, findings: tuple[Finding, ...]) -> Iterator[NodeRow]:
    counts = work.evidence.counts()
    faults = Counter(finding.key for finding in findings if finding.severity != "info")
    row = partial(_node_row, work, counts, faults)
    for field in work.assessment.criteria.fields:
        yield from row(field, "")
    for extra in (*work.assessment.criteria.bonus, *work.assessment.criteria.penalty):
        yield from row(extra, "")


def _node_row(work: YearWork, counts: dict[str, int], faults: "Counter[str]", node: Field | Criterion, parent: str) -> Iterator[NodeRow]:
    below = [list(_node_row(work, counts, faults, child, node.key)) for child in node.children]
    children = [rows[0] for rows in below]
    totals = work.sheet.nodes[node.key]
    leaf, note = work.sheet.leaves.get(node.key), work.beside.note(node.key)
    if leaf is not None:
        state, points, question = leaf.state, leaf.points, leaf.outcome.question is not None
    else:
        state, question = _state_above(children), any(child.open_question for child in children)
        nothing = state == "not_self_scored" or totals.nothing_scored
        points = None if nothing else totals.points
    yield NodeRow(
        node.key,
        parent,
        node.code,
        node.name,
        leaf is not None,
        node.max_points,
        points,
        totals.attainable,
        state,
        question,
        counts.get(node.key, 0) + sum(child.documents for child in children),
        faults[node.key] + sum(child.findings for child in children),
        note.unit,
        note.note,
    )
    for rows in below:
        yield from rows


def _state_above(children: list[NodeRow]) -> State:
    states = {child.state for child in children}
    for state in ("unanswered", "done", "not_applicable"):
        if state in states:
            return state
    return "not_self_scored"


def _path(work: YearWork, key: str) -> tuple[str, ...]:
    """The codes and names above a leaf, from its field down."""

    def down(node: Field | Criterion, above: tuple[str, ...]) -> tuple[str, ...] | None:
        if node.key == key:
            return above
        named = (*above, f"{node.code}. {node.name}")
        return next((found for child in node.children if (found := down(child, named)) is not None), None)

    criteria = work.assessment.criteria
    roots: tuple[Field | Criterion, ...] = (*criteria.fields, *criteria.bonus, *criteria.penalty)
    return next((found for root in roots if (found := down(root, ())) is not None), ())
