"""One year of one department, whole: what the report, the checks and the screens read."""

from dataclasses import dataclass
from functools import cached_property

from parscore.domain.assessment import Assessment, Profile
from parscore.domain.beside import Beside
from parscore.domain.evidence import EvidenceBook
from parscore.domain.ledger import Loss, ledger
from parscore.domain.scoresheet import ScoreSheet, roll_up


@dataclass(frozen=True)
class YearWork:
    """Profile, answers and evidence, with the score and the ledger computed from them when first asked for."""

    profile: Profile
    assessment: Assessment
    evidence: EvidenceBook
    beside: Beside = Beside()

    @cached_property
    def sheet(self) -> ScoreSheet:
        """The score of the answers."""
        return roll_up(self.assessment)

    @cached_property
    def ledger(self) -> tuple[Loss, ...]:
        """The lost points of the score."""
        return ledger(self.sheet)
