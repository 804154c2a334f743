"""Checks of a year's work: what the officer should look at before handing in."""

import re
from collections.abc import Iterator

from parscore.domain.criteria import Criterion, Part
from parscore.domain.evidence import Document
from parscore.domain.findings import Finding
from parscore.domain.points import show_points
from parscore.domain.rules import Manual
from parscore.domain.scoresheet import LeafScore
from parscore.domain.year_work import YearWork

_BLANK_NUMBER = re.compile(r"^\s*(?:số\s*:?)?\s*[.…_ ]*/", re.IGNORECASE)
_DRAFT = re.compile(r"^\W*dự\s*thảo\b|\bDỰ\s*THẢO\b|\((?:bản\s*)?dự\s*thảo\)")


def is_draft(document: Document) -> bool:
    """Whether number or date are missing, or the subject says that it is a draft."""
    no_number = not document.number.strip() or bool(_BLANK_NUMBER.match(document.number))
    return (no_number or document.issued is None or _says_draft(document.title)) and not document.web


def _says_draft(title: str) -> bool:
    """Most subjects lack the word; they are passed over before anything is searched in them."""
    return "thảo" in title.lower() and bool(_DRAFT.search(_lowered_start(title)))


def _lowered_start(title: str) -> str:
    """The subject with its first letter small, so that "Dự thảo …" reads like "dự thảo …"; capitals further on mean a stamp."""
    bare = title.strip()
    return bare if bare[:2].isupper() else bare[:1].lower() + bare[1:]


def check_year(work: YearWork) -> tuple[Finding, ...]:
    """All findings: leaves in the table's order, then documents. Bonus that is not claimed is no fault, and no penalty is no loss."""
    criteria = work.assessment.criteria
    parts = criteria.parts()
    found = [finding for key, score in work.sheet.leaves.items() for finding in _check_leaf(work, score, parts[key])]
    if criteria.year and criteria.year != work.profile.year:
        found.insert(0, Finding("warning", "year.other_year", facts={"year": work.profile.year, "of_set": criteria.year}))
    for document in work.evidence.documents.values():
        found.extend(_check_document(work, document))
    return tuple(found)


def _check_leaf(work: YearWork, score: LeafScore, part: Part) -> Iterator[Finding]:
    leaf = score.leaf
    if score.state == "not_self_scored":
        return
    if work.beside.waiting(leaf.key):
        yield _at(leaf, "warning", "year.past_waiting")
    if score.state == "unanswered":
        question = score.outcome.question
        if leaf.rule is None:
            yield _at(leaf, "error", "year.no_rule")
        elif leaf.open:
            yield _at(leaf, "warning", "year.rule_open")
        elif question is not None:
            yield _at(leaf, "error", "year.unsettled")
        else:
            yield _at(leaf, "info", "year.unanswered")
        return
    exempt = score.answer.not_applicable
    if exempt is not None:
        if not exempt.allowed_by.strip():
            yield _at(leaf, "warning", "year.exempt_without_leave")
        return
    yield from _check_answered(work, score, part)


def _check_answered(work: YearWork, score: LeafScore, part: Part) -> Iterator[Finding]:
    leaf, points = score.leaf, score.points
    explained = bool(score.answer.explanation.strip())
    if leaf.sure != "sure":
        yield _at(leaf, "warning", "year.rule_unconfirmed")
    if isinstance(leaf.rule, Manual) and not explained:
        yield _at(leaf, "error", "year.manual_unexplained")
    if points and part != "penalty" and not work.evidence.of_leaf(leaf.key):
        yield _at(leaf, "info" if explained else "warning", "year.no_evidence_explained" if explained else "year.no_evidence")
    if part == "penalty" and points and not explained:
        yield _at(leaf, "info", "year.penalty_unexplained", lost=show_points(points))
    if part == "field" and points is not None and points < leaf.max_points and not explained:
        yield _at(leaf, "info", "year.loss_unexplained", lost=show_points(leaf.max_points - points))
    for _, document in work.evidence.of_leaf(leaf.key):
        if is_draft(document):
            yield _at(leaf, "warning", "year.draft_evidence", document=document_name(document))


def _check_document(work: YearWork, document: Document) -> Iterator[Finding]:
    year = work.profile.year
    if document.issued is not None and document.issued.year > year:
        facts = {"document": document_name(document), "date": f"{document.issued:%d/%m/%Y}", "year": year}
        yield Finding("warning", "year.document_after_year", facts=facts)
    if not document.files and not document.web:
        yield Finding("warning", "year.document_without_file", facts={"document": document_name(document)})
    if not work.evidence.is_used(document.id):
        yield Finding("info", "year.document_unused", facts={"document": document_name(document)})


def document_name(document: Document) -> str:
    """What people call a document: number and subject, else its file's name."""
    parts = [part for part in (document.number, document.title) if part]
    return " – ".join(parts) or (document.files[0].name if document.files else document.web)


def _at(leaf: Criterion, severity: str, code: str, **facts: object) -> Finding:
    assert severity in {"error", "warning", "info"}
    return Finding(severity, code, leaf.where, leaf.key, {"code": leaf.code, "name": leaf.name, **facts})  # type: ignore[arg-type]
