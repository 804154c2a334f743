"""Everything a person can do, in one place for the window and the command line."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from parscore.services.criteria_service import CriteriaService
from parscore.services.evidence_service import EvidenceService
from parscore.services.report_service import ReportService
from parscore.services.scoring_service import ScoringService
from parscore.services.session import Session
from parscore.services.workspace_service import WorkspaceService

if TYPE_CHECKING:
    from parscore.services.demo_service import DemoService
    from parscore.services.move_service import MoveService
    from parscore.services.next_year_service import NextYearService
    from parscore.services.plan_service import PlanService
    from parscore.services.set_service import SetService


@dataclass(frozen=True)
class App:
    """The services over one session."""

    session: Session
    workspaces: WorkspaceService
    criteria: CriteriaService
    scoring: ScoringService
    evidence: EvidenceService
    reports: ReportService
    demo: "DemoService"
    sets: "SetService"
    moves: "MoveService"
    next_year: "NextYearService"
    plans: "PlanService"

    def close(self) -> None:
        """Let the open workspace go."""
        self.session.put(None)
