"""The demonstration year out of resources/demo, and small real files for its documents."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from parscore.domain.assessment import NotApplicable, Profile
from parscore.domain.evidence import Document
from parscore.domain.outcome import Inputs
from parscore.services.demo_service import DemoAnswer, DemoYear

YEAR_FILE = "nam-mau-2026.yaml"
CRITERIA = "mau-cap-so-2026"


class ShippedDemo:
    """Reads the shipped year; its content is ours, so a fault in it is a bug and raises as it comes."""

    def __init__(self, folder: Path) -> None:
        """Read from this folder."""
        self._folder = folder

    def year(self) -> DemoYear:
        """The whole year."""
        plain = yaml.safe_load((self._folder / YEAR_FILE).read_text(encoding="utf-8"))
        profile = Profile(
            plain["department"], plain["province"], plain["year"], plain.get("parent", ""), plain.get("place", ""), plain.get("symbol", "")
        )
        documents = {each["id"]: (_document(each), each["file"]) for each in plain["documents"]}
        answers = {key: _answer(each) for key, each in plain["answers"].items()}
        return DemoYear(profile, CRITERIA, documents, answers)

    def write_document(self, document: Document, target: Path) -> None:
        """One page of PDF that shows what the document is."""
        from parscore.adapters.reports.demo_document import write_demo_document

        write_demo_document(document, target)


def _document(plain: dict[str, Any]) -> Document:
    issued = plain.get("date")
    return Document(
        plain["id"],
        str(plain.get("number") or ""),
        issued if isinstance(issued, date) else None,
        plain.get("issuer") or "",
        plain.get("title") or "",
    )


def _answer(plain: dict[str, Any]) -> DemoAnswer:
    exempt = plain.get("not_applicable")
    return DemoAnswer(
        _inputs(plain),
        plain.get("explanation"),
        None if exempt is None else NotApplicable(exempt["treatment"], exempt["reason"], exempt.get("allowed_by", "")),
        tuple((each["document"], each.get("place", "")) for each in plain.get("evidence", ())),
    )


def _inputs(plain: dict[str, Any]) -> Inputs | None:
    if not {"choose", "tick", "value", "date", "points"} & set(plain):
        return None
    ticks, points = plain.get("tick"), plain.get("points")
    return Inputs(
        choice=plain.get("choose"),
        ticks=None if ticks is None else frozenset(ticks),
        values={name: Decimal(str(value).replace(",", ".")) for name, value in plain.get("value", {}).items()},
        dates=plain.get("date", {}),
        points=None if points is None else Decimal(str(points).replace(",", ".")),
        settled=plain.get("settle"),
    )
