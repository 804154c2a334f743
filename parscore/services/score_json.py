"""The score as plain values for `score --json`; numbers are canonical text."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from parscore.domain.applicability import excluded_parts
from parscore.domain.criteria import Part, leaves_of
from parscore.domain.evidence import Document, Link
from parscore.domain.points import canonical
from parscore.domain.rescaled_words import how_rescaled
from parscore.domain.scoresheet import LeafScore, ScoreSheet
from parscore.domain.year_work import YearWork

Say = Callable[..., str]


def score_plain(work: YearWork, say: Say) -> dict[str, Any]:
    """The whole score; `max` is what is attainable after not-applicable leaves, `declared_max` what the set states.

    "rescaled" is there only where something is left out. `part` of a criterion says whether it stands in the fields, whose points add up
    to those of "self", or in the bonus or penalty.
    """
    sheet, totals, parts = work.sheet, work.sheet.self_totals, work.assessment.criteria.parts()
    rescaled = _rescaled(sheet, say)
    return ({} if rescaled is None else {"rescaled": rescaled}) | {
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


def _rescaled(sheet: ScoreSheet, say: Say) -> dict[str, Any] | None:
    """The points rescaled to the declared maximum and what was left out for that; None where nothing was."""
    if not sheet.self_totals.left_out:
        return None
    parts = excluded_parts(sheet)
    return {
        "points": _text(sheet.rescaled(sheet.self_totals)),
        "max": canonical(sheet.self_totals.declared_max),
        "left_out": canonical(sheet.self_totals.left_out),
        "sentence": how_rescaled(sheet, say),
        "excluded": [
            {
                "reason": part.reason,
                "clause": part.clause,
                "points": canonical(part.points),
                "codes": [node.code for node in part.nodes],
                "leaves": [leaf.code for node in part.nodes for leaf in leaves_of(node) if leaf.self_scored],
            }
            for part in parts
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
