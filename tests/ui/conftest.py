"""What tests of the score page get."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from parscore.domain.criteria import CriteriaSet
from tests.ui.scoring_desk import Scoring


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[..., Scoring]]:
    made: list[Scoring] = []

    def build(criteria: CriteriaSet | None = None, width: int = 1270) -> Scoring:
        made.append(Scoring(qtbot, criteria, width))
        return made[-1]

    yield build
    for each in made:
        each.desk.workbench.close()


@pytest.fixture
def scoring(make: Callable[..., Scoring]) -> Scoring:
    return make()
