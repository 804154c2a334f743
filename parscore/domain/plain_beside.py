"""What stands beside the answers as plain text values for the database and the history, and back."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from parscore.domain.beside import Archived, Beside, BesideValue, Content, LeafNote, MoveRecord, PastAnswer, PastEvidence
from parscore.domain.code_map import CodeMap
from parscore.domain.evidence import Link
from parscore.domain.outcome import Why
from parscore.domain.plain_answer import plain_answer, read_answer
from parscore.domain.points import canonical
from parscore.domain.scale_text import ScaleText

Plain = dict[str, Any]


def plain_value(value: BesideValue) -> Plain | list[Plain]:
    """Whichever it is."""
    if isinstance(value, tuple):
        return [plain_past(each) for each in value]
    if isinstance(value, Archived):
        return plain_archived(value)
    return plain_note(value) if isinstance(value, LeafNote) else plain_move(value)


def plain_note(note: LeafNote) -> Plain:
    """Unit and note."""
    return {"unit": note.unit, "note": note.note}


def read_note(plain: Mapping[str, Any]) -> LeafNote:
    """The note that `plain_note` wrote."""
    return LeafNote(plain["unit"], plain["note"])


def plain_past(past: PastAnswer) -> Plain:
    """An earlier answer."""
    return {
        "origin": past.origin,
        "year": past.year,
        "code": past.code,
        "name": past.name,
        "max": canonical(past.max_points),
        "points": None if past.points is None else canonical(past.points),
        "answer": plain_answer(past.answer),
        "why": [past.why.code, dict(past.why.facts), past.why.sentence, [list(each) for each in past.why.inputs]],
        "evidence": [[each.title, each.place, each.document] for each in past.evidence],
        "scale": _plain_scale(past.scale),
        "pairing": past.pairing,
    }


def read_past(plain: Mapping[str, Any]) -> PastAnswer:
    """The earlier answer that `plain_past` wrote."""
    code, facts, sentence, inputs = plain["why"]
    return PastAnswer(
        plain["origin"],
        plain["year"],
        plain["code"],
        plain["name"],
        Decimal(plain["max"]),
        None if plain["points"] is None else Decimal(plain["points"]),
        read_answer(plain["answer"]),
        Why(code, facts, sentence, tuple((label, value) for label, value in inputs)),
        tuple(PastEvidence(*each) for each in plain["evidence"]),
        _read_scale(plain["scale"]),
        plain["pairing"],
    )


def _plain_scale(scale: ScaleText) -> Plain:
    inputs, rungs = ([list(each) for each in triples] for triples in (scale.inputs, scale.rungs))
    return {"kind": scale.kind, "settings": dict(scale.settings), "inputs": inputs, "rungs": rungs}


def _read_scale(plain: Mapping[str, Any]) -> ScaleText:
    inputs, rungs = (tuple((one, two, three) for one, two, three in plain[name]) for name in ("inputs", "rungs"))
    return ScaleText(plain["kind"], plain["settings"], inputs, rungs)


def plain_archived(archived: Archived) -> Plain:
    """A leaf that was put away."""
    return {
        "key": archived.key,
        "past": plain_past(archived.past),
        "note": plain_note(archived.note),
        "older": [plain_past(each) for each in archived.older],
    }


def read_archived(plain: Mapping[str, Any]) -> Archived:
    """The leaf that `plain_archived` wrote."""
    older = tuple(read_past(each) for each in plain["older"])
    return Archived(plain["key"], read_past(plain["past"]), read_note(plain["note"]), older)


def plain_move(record: MoveRecord) -> Plain:
    """A move with its content before and after."""
    codes = {key: list(keys) for key, keys in record.codes.entries.items()}
    return {"before": _plain_content(record.before), "after": _plain_content(record.after), "codes": codes}


def read_move(plain: Mapping[str, Any]) -> MoveRecord:
    """The move that `plain_move` wrote."""
    codes = CodeMap({key: tuple(keys) for key, keys in plain["codes"].items()})
    return MoveRecord(_read_content(plain["before"]), _read_content(plain["after"]), codes)


def _plain_content(content: Content) -> Plain:
    beside = content.beside
    return {
        "digest": content.digest,
        "answers": {key: plain_answer(answer) for key, answer in content.answers.items()},
        "links": [[link.key, link.document, link.place] for link in content.links.values()],
        "past": {key: [plain_past(each) for each in past] for key, past in beside.past.items()},
        "archive": {identity: plain_archived(each) for identity, each in beside.archive.items()},
        "notes": {key: plain_note(note) for key, note in beside.notes.items()},
    }


def _read_content(plain: Mapping[str, Any]) -> Content:
    links = [Link(*each) for each in plain["links"]]
    return Content(
        plain["digest"],
        {key: read_answer(answer) for key, answer in plain["answers"].items()},
        {(link.key, link.document): link for link in links},
        Beside(
            {key: tuple(read_past(each) for each in past) for key, past in plain["past"].items()},
            {identity: read_archived(each) for identity, each in plain["archive"].items()},
            {key: read_note(note) for key, note in plain["notes"].items()},
        ),
    )
