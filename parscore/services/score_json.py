"""The score as plain values for `score --json`; numbers are canonical text."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parscore.domain.criteria import Part
from parscore.domain.evidence import Document, Link
from parscore.domain.points import canonical
from parscore.domain.scoresheet import LeafScore
from parscore.domain.year_work import YearWork

Say = Callable[..., str]


def score_plain(work: YearWork, say: Say) -> dict[str, Any]:
    """The whole score; `max` is what is attainable after not-applicable leaves, `declared_max` what the set states.

    `part` of a criterion says whether it stands in the fields, whose points add up to those of "self", or in the bonus or penalty.
    """
    sheet, totals, parts = work.sheet, work.sheet.self_totals, work.assessment.criteria.parts()
    return {
        "self": {
            "points": canonical(totals.points),
            "max": canonical(totals.attainable),
            "declared_max": canonical(totals.declared_max),
            "index": _text(totals.index),
        },
        "bonus": canonical(sheet.bonus),
        "penalty": canonical(sheet.penalty),
        "final_points": canonical(sheet.final_points),
        "survey_max": canonical(totals.survey_max),
        "unanswered": totals.unanswered,
        "not_applicable": totals.not_applicable,
        "fields": [
            {
                "code": field.code,
                "name": field.name,
                "points": canonical(sheet.nodes[field.key].points),
                "max": canonical(sheet.nodes[field.key].attainable),
                "declared_max": canonical(sheet.nodes[field.key].declared_max),
                "survey_max": canonical(sheet.nodes[field.key].survey_max),
                "index": _text(sheet.nodes[field.key].index),
                "unanswered": sheet.nodes[field.key].unanswered,
            }
            for field in sheet.criteria.fields
        ],
        "criteria": [_leaf(work, score, parts[key], say) for key, score in sheet.leaves.items()],
        "ledger": [
            {
                "key": loss.leaf.key,
                "code": loss.leaf.code,
                "lost": canonical(loss.lost),
                "kind": loss.kind,
                "reason": say(loss.why.code, **loss.why.facts),
            }
            for loss in work.ledger
        ],
    }


def _leaf(work: YearWork, score: LeafScore, part: Part, say: Say) -> dict[str, Any]:
    why = score.outcome.why
    return {
        "key": score.leaf.key,
        "code": score.leaf.code,
        "name": score.leaf.name,
        "part": part,
        "max": canonical(score.leaf.max_points),
        "points": _text(score.points),
        "state": score.state,
        "open_question": score.outcome.question is not None,
        "rule": score.leaf.rule.kind if score.leaf.rule else "",
        "why": say(why.code, **why.facts),
        "sentence": why.sentence,
        "explanation": score.answer.explanation,
        "evidence": [_document(link, document) for link, document in work.evidence.of_leaf(score.leaf.key)],
    }


def _document(link: Link, document: Document) -> dict[str, Any]:
    return {
        "id": document.id,
        "number": document.number,
        "date": document.issued.isoformat() if document.issued else "",
        "issuer": document.issuer,
        "title": document.title,
        "web": document.web,
        "place": link.place,
        "files": [{"name": kept.name, "sha256": kept.sha256, "size": kept.size} for kept in document.files],
    }


def _text(value: Decimal | None) -> str | None:
    return None if value is None else canonical(value)
