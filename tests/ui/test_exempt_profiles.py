"""The dialog that leaves out what does not apply: seen before it is done, told after, taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from parscore.domain.criteria import Applicability, CriteriaSet
from parscore.domain.outcome import Inputs
from parscore.services.cards import Board
from parscore.ui.dialogs.exempt_profiles import ExemptProfiles
from parscore.ui.pages.overview_page import OverviewPage
from parscore.ui.status_line import StatusLine
from tests.builders import D, small_set
from tests.ui.page_desk import PageDesk
from tests.ui.scoring_desk import Scoring

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
CASE = Applicability("Cơ quan không có TTHC", "Hướng dẫn 12/HD-SNV, mục 2", ("1.2", "1.5"))


class Dialog:
    def __init__(self, qtbot: QtBot, criteria: CriteriaSet) -> None:
        self.qtbot = qtbot
        self.desk = PageDesk(criteria)
        self.desk.scoring.record("1.2", Inputs(choice=1))
        self.made = ExemptProfiles(self.desk.workbench)
        qtbot.addWidget(self.made)
        self.made.show()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.desk.workbench.busy and not self.made._typed.isActive())

    def write(self, codes: str, clause: str = "", name: str = "") -> None:
        self.made.case.setCurrentIndex(self.made.case.count() - 1)
        self.made.case.activated.emit(self.made.case.count() - 1)
        for line, text in ((self.made.name, name), (self.made.clause, clause), (self.made.codes, codes)):
            line.setText(text)
            line.textEdited.emit(text)
        self.settle()

    @property
    def nodes(self) -> list[str]:
        return [item.text(0) for item in (self.made.tree.topLevelItem(at) for at in range(self.made.tree.topLevelItemCount())) if item]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[..., Dialog]]:
    made: list[Dialog] = []

    def build(*cases: Applicability) -> Dialog:
        made.append(Dialog(qtbot, replace(small_set(), applicability=cases)))
        return made[-1]

    yield build
    for each in made:
        each.desk.workbench.close()


def test_a_case_of_the_set_is_previewed_applied_and_lifted(make: Callable[..., Dialog]) -> None:
    dialog = make(CASE)
    made = dialog.made
    assert dialog.nodes == ["1.2. Tiêu chí 1.2", "1.5. Tiêu chí 1.5"]
    assert made.before.text() == "Hiện nay: 1 / 16,75 điểm."
    assert made.after.text() == "Sau khi bỏ ra: 0 / 13,75 điểm. Chưa quy đổi: 0/16,75 điểm. Quy đổi: 0/16,75 điểm."
    assert (made.apply.isEnabled(), made.lift.isEnabled(), made.codes.isVisible()) == (True, False, False)
    made.apply.click()
    dialog.settle()
    assert "đã bỏ ra 2 tiêu chí (3 điểm); 1 tiêu chí trong đó đã chấm" in made.said.text()
    assert set(dialog.desk.scoring.profiles().applied) == {CASE}
    assert made.case.currentText() == "Cơ quan không có TTHC (đang áp dụng)"
    assert (made.apply.isEnabled(), made.lift.isEnabled()) == (False, True)
    assert made.after.text() == "Sau khi áp dụng lại: 1 / 16,75 điểm."
    made.lift.click()
    dialog.settle()
    assert "đã áp dụng lại 2 tiêu chí; 1 tiêu chí" in made.said.text()
    assert dialog.desk.scoring.leaf("1.2").score.points == 1
    assert made.apply.isEnabled()


def test_a_set_without_cases_says_how_to_write_one_which_is_kept_with_its_leaves(make: Callable[..., Dialog]) -> None:
    dialog = make()
    made = dialog.made
    assert "không ghi trường hợp nào" in made.what.text()
    assert made.codes.isVisible()
    assert not made.doubts.isVisible()
    dialog.write("bỏ 1.2; 1.9")
    assert made.doubts.text() == "Hãy ghi căn cứ: văn bản, điều khoản cho phép bỏ ra."
    assert not made.apply.isEnabled()
    dialog.write("bỏ 1.2; 1.9", "Công văn 7", "Thanh tra tỉnh")
    assert made.apply.isEnabled()
    made.apply.click()
    dialog.settle()
    assert dialog.desk.scoring.profiles().applied == (Applicability("Thanh tra tỉnh", "Công văn 7", ("1.2", "1.9")),)
    assert made.case.currentText() == "Thanh tra tỉnh (đang áp dụng)"
    dialog.write("1.9", "Công văn 8")
    assert "không còn gì để bỏ ra" in made.doubts.text()
    assert not made.apply.isEnabled()


def test_a_code_that_is_not_sure_is_asked_and_nothing_can_be_applied(make: Callable[..., Dialog]) -> None:
    dialog = make(CASE)
    dialog.write("bỏ 1.2 đến 1.5", "Công văn 7")
    assert "là một khoảng" in dialog.made.doubts.text()
    assert not dialog.made.apply.isEnabled()
    assert dialog.nodes == []


def test_what_is_typed_cannot_be_applied_before_it_was_previewed(make: Callable[..., Dialog]) -> None:
    dialog = make(CASE)
    dialog.write("1.2", "Công văn 7")
    assert dialog.made.apply.isEnabled()
    dialog.made._typed.setInterval(600_000)
    dialog.made._preview()
    dialog.made.codes.setText("1.2; 1.5")
    dialog.made.codes.textEdited.emit("1.2; 1.5")
    dialog.qtbot.waitUntil(lambda: not dialog.desk.workbench.busy)
    assert not dialog.made.apply.isEnabled()
    dialog.made._preview()
    dialog.settle()
    assert dialog.made.apply.isEnabled()


def test_a_case_whose_clause_was_completed_here_is_found_again_in_force(make: Callable[..., Dialog]) -> None:
    dialog = make(replace(CASE, clause=""))
    assert not dialog.made.apply.isEnabled()
    dialog.made.clause.setText("Công văn 9")
    dialog.made.clause.textEdited.emit("Công văn 9")
    dialog.settle()
    dialog.made.apply.click()
    dialog.settle()
    assert dialog.made.case.count() == 3
    assert (dialog.made.clause.text(), dialog.made.lift.isEnabled()) == ("Công văn 9", True)


def test_what_the_workspace_refuses_is_told_in_the_dialog(make: Callable[..., Dialog]) -> None:
    dialog = make(CASE)
    dialog.made.apply.click()
    dialog.settle()
    dialog.desk.scoring.lift_profile(CASE)
    dialog.made.lift.click()
    dialog.settle()
    assert "Không có tiêu chí nào đang bỏ" in dialog.made.doubts.text()


def rescaled_board(desk: PageDesk) -> Board:
    desk.scoring.record("1.12", Inputs(points=D(1)), "lời")
    desk.scoring.exempt_profile(CASE)
    return desk.scoring.board()


def test_both_totals_stand_on_the_overview_and_above_the_tree_only_while_something_is_left_out(qtbot: QtBot) -> None:
    scoring = Scoring(qtbot)
    assert not scoring.page.list.rescaled.isVisible()
    page = OverviewPage(scoring.desk.workbench)
    qtbot.addWidget(page)
    page.show()
    page.show_board(scoring.desk.scoring.board())
    assert not page.rescaled.isVisible()
    board = rescaled_board(scoring.desk)
    scoring.page.show_board(board)
    page.show_board(board)
    both = "Chưa quy đổi: 1/16,75 điểm. Quy đổi: 1,22/16,75 điểm."
    assert page.rescaled.text() == scoring.page.list.rescaled.text() == both
    assert scoring.page.list.rescaled.isVisible()
    assert "Hướng dẫn 12/HD-SNV" in page.rescaled.toolTip()
    exempt = sum(1 for row in board.rows if row.is_leaf and row.state == "not_applicable")
    assert page.counts.text().startswith(f"Đã chấm 1/{board.status.leaves} tiêu chí, còn {board.status.unanswered} chưa chấm.")
    assert page.counts.text().endswith(f"Không áp dụng {exempt} tiêu chí.")
    assert 1 + board.status.unanswered + exempt == board.status.leaves
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_status(board.status, both)
    assert line.points.toolTip() == both
    scoring.desk.workbench.close()
