"""What was understood of a criteria table, before anything of it is kept."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from parscore.domain.criteria import Criterion, leaves_of
from parscore.domain.points import show_points
from parscore.domain.table_draft import TableDraft
from parscore.texts import say
from parscore.ui.icons import icon


class TablePreview(QWidget):
    """Counts that add up, and every finding with its cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing was read yet."""
        super().__init__(parent)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        self.findings = QTableWidget(0, 2, self)
        self.findings.setHorizontalHeaderLabels([say("dialog.cell"), say("dialog.finding")])
        self.findings.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.findings.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.findings.setShowGrid(False)
        self.findings.setTabKeyNavigation(False)
        self.findings.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.findings.setAccessibleName(say("dialog.finding"))
        self.findings.verticalHeader().hide()
        self.findings.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = self.findings.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.counts)
        layout.addWidget(self.findings, 1)

    def show_draft(self, draft: TableDraft) -> None:
        """Show a table's draft."""
        leaves = [leaf for field in draft.criteria.fields for leaf in leaves_of(field)]
        sure = Counter(proposal.sure for proposal in draft.proposals.values())
        other = draft.rows - sum(draft.counts.get(kind, 0) for kind in ("field", "criterion", "rung"))
        told = [
            say(
                "dialog.read",
                rows=draft.rows,
                fields=draft.counts.get("field", 0),
                criteria=draft.counts.get("criterion", 0),
                rungs=draft.counts.get("rung", 0),
                other=other,
            ),
            say("dialog.read_leaves", leaves=len(leaves), points=show_points(draft.criteria.declared_total())),
            say("dialog.read_rules", sure=sure["sure"], check=sure["check"], open=sure["open"]),
        ]
        self.findings.setRowCount(0)
        for finding in draft.findings:
            self._add(finding.severity, finding.where, say(f"finding.{finding.code}", **finding.facts))
        self._add_checks(draft, leaves)
        told.append(say("dialog.read_findings", count=self.findings.rowCount()))
        self.counts.setText("\n".join(told))

    def _add(self, picture: str, where: str, sentence: str) -> None:
        at = self.findings.rowCount()
        self.findings.insertRow(at)
        self.findings.setItem(at, 0, QTableWidgetItem(icon(picture), where.rsplit("!", 1)[-1]))
        self.findings.setItem(at, 1, QTableWidgetItem(sentence))

    def _add_checks(self, draft: TableDraft, leaves: list[Criterion]) -> None:
        """The rules a person should look at, each with what to look for."""
        for leaf in leaves:
            proposal = draft.proposals.get(leaf.key)
            if proposal is None or proposal.sure != "check":
                continue
            questions = " ".join(say(f"table.question.{key}") for key in proposal.open)
            kind = say(f"kind.{leaf.rule.kind}") if leaf.rule else ""
            self._add("question", leaf.where, say("dialog.to_check", code=leaf.code, kind=kind, questions=questions))
