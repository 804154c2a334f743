"""The dialogs that compare two sets, move the year's work, and show what was put away."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from parscore.domain.code_map import CodeMap
from parscore.domain.criteria import CriteriaSet, Criterion
from parscore.domain.outcome import Inputs
from parscore.domain.rules import Ladder
from parscore.ui.dialogs.archive_list import ArchiveList
from parscore.ui.dialogs.move_set import MoveSet
from parscore.ui.dialogs.set_difference_view import SetDifferenceView
from parscore.ui.panels.change_tree import ChangeLine, ChangeTree
from tests.builders import LADDER_RUNGS, D, leaf, small_set
from tests.memory_ports import sealed
from tests.ui.mnemonics import ambiguous
from tests.ui.page_desk import PageDesk

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def named(key: str, name: str, points: str = "1") -> Criterion:
    return replace(leaf(key, Ladder(), points, LADDER_RUNGS), name=name)


PLAN, REPORT = "Ban hành kế hoạch cải cách hành chính hằng năm", "Thực hiện chế độ báo cáo định kỳ theo quy định"


def set_of(*leaves: Criterion, version: str = "1") -> CriteriaSet:
    return sealed(replace(small_set(*leaves), version=version))


OLD = set_of(named("1.1", PLAN), named("1.2", REPORT), named("1.3", "Có sáng kiến"))
NEW = set_of(named("1.1", PLAN, "2"), named("1.2", f"{REPORT} cấp xã"), version="2")


@pytest.fixture
def desk() -> PageDesk:
    made = PageDesk(OLD)
    made.criteria.sets = (OLD, NEW)
    made.criteria.files["moi.yaml"] = NEW
    for key in ("1.1", "1.2", "1.3"):
        made.scoring.record(key, Inputs(choice=2), f"vì {key}")
    return made


def shown(qtbot: QtBot, desk: PageDesk, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not desk.workbench.busy)


def settled(qtbot: QtBot, desk: PageDesk) -> None:
    qtbot.waitUntil(lambda: not desk.workbench.busy)


def lines(tree: ChangeTree) -> dict[str, list[str]]:
    roots = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
    return {root.text(0): [root.child(at).text(0) for at in range(root.childCount())] for root in roots}


def choose(dialog: MoveSet, text: str) -> None:
    roots = [dialog.tree.topLevelItem(at) for at in range(dialog.tree.topLevelItemCount())]
    items = [root.child(at) for root in roots for at in range(root.childCount())]
    dialog.tree.setCurrentItem(next(item for item in items if text in item.text(0)))


def test_two_sets_are_compared_as_soon_as_both_are_chosen(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = SetDifferenceView(desk.workbench, OLD)
    shown(qtbot, desk, dialog)
    assert dialog.old.criteria == OLD
    assert dialog.new.criteria is None
    assert not dialog.write_map.isEnabled()
    dialog.new.box.setCurrentIndex(1)
    settled(qtbot, desk)
    told = lines(dialog.tree)
    assert told["Bị bỏ (1)"] == ["1.3. Có sáng kiến (1 điểm)"]
    assert told["Đổi tên (1)"][0].endswith("[cần xác nhận: có đúng là một tiêu chí không]")
    assert dialog.said.text().startswith("Bị bỏ: 1, ")
    dialog.new.box.setCurrentIndex(0)
    settled(qtbot, desk)
    assert dialog.said.text() == "Hai bộ giống nhau."


def test_a_set_out_of_a_file_is_compared_and_the_map_written(
    qtbot: QtBot, desk: PageDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dialog = SetDifferenceView(desk.workbench, OLD)
    shown(qtbot, desk, dialog)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("moi.yaml", ""))
    dialog.new.file_button.click()
    settled(qtbot, desk)
    assert dialog.new.criteria == NEW
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mã.yaml"), ""))
    dialog.write_map.click()
    settled(qtbot, desk)
    assert desk.moves.read_map(tmp_path / "mã.yaml").entries["1.3"] == ()
    assert "mã.yaml" in dialog.said.text()
    dialog.new.read(Path("không có.yaml"))
    settled(qtbot, desk)
    assert "không có.yaml" in dialog.said.text()


def test_a_comparison_without_an_open_workspace_begins_with_nothing(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = SetDifferenceView(desk.workbench, None)
    shown(qtbot, desk, dialog)
    assert dialog.old.criteria is None
    dialog.old.box.setCurrentIndex(0)
    assert dialog.tree.topLevelItemCount() == 0


def test_a_move_is_seen_first_then_made_and_taken_back(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    assert not dialog.go.isEnabled()
    dialog.choice.put("Từ tệp", NEW)
    settled(qtbot, desk)
    told = lines(dialog.tree)
    assert "Hỏi lại (câu trả lời trước đứng bên cạnh, chưa tính điểm): 2" in told
    assert told["Cất vào kho lưu vì bộ mới không còn chấm: 1"] == ["1.3. Có sáng kiến (1 điểm)"]
    assert desk.session.work().assessment.criteria == OLD
    changes: list[object] = []
    desk.workbench.changed.connect(changes.append)
    dialog.go.click()
    settled(qtbot, desk)
    assert desk.session.work().assessment.criteria == NEW
    assert "Đã chuyển sang" in dialog.said.text()
    assert len(changes) == 1
    archive = ArchiveList(desk.scoring.board())
    qtbot.addWidget(archive)
    assert lines(archive.tree) == {"Đã cất (1)": ["1.3. Có sáng kiến"]}
    desk.scoring.explain("1.1", "sau")
    dialog.take_back.click()
    settled(qtbot, desk)
    assert desk.session.work().assessment.criteria == OLD
    assert "1 tiêu chí có ghi thêm sau khi chuyển" in dialog.said.text()
    dialog.take_back.click()
    settled(qtbot, desk)
    assert dialog.said.text().startswith("Thư mục làm việc chưa chuyển")


def test_a_pair_is_corrected_before_the_move(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    dialog.choice.put("Từ tệp", NEW)
    settled(qtbot, desk)
    choose(dialog, "cấp xã")
    assert dialog.pairs.becomes.currentText() == f"1.2. {REPORT} cấp xã (1 điểm)"
    dialog.pairs.becomes.setCurrentIndex(0)
    dialog.pairs.becomes.activated.emit(0)
    settled(qtbot, desk)
    assert len(lines(dialog.tree)["Cất vào kho lưu vì bộ mới không còn chấm: 2"]) == 2
    dialog.tree.clearSelection()
    dialog.tree.setCurrentItem(dialog.tree.topLevelItem(0))
    assert not dialog.pairs.becomes.isEnabled()
    dialog.pairs.becomes.activated.emit(0)


def test_a_correction_that_cannot_be_followed_is_told_and_dropped(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    dialog.choice.put("Từ tệp", NEW)
    settled(qtbot, desk)
    before = lines(dialog.tree)
    desk.moves.write_map(Path("rối.yaml"), CodeMap({"1.1": ("1.1", "1.2"), "1.2": ("1.1", "1.2")}))
    dialog.pairs.take_map(Path("rối.yaml"))
    settled(qtbot, desk)
    assert dialog.said.text().startswith("Mã cũ 1.1 và 1.2 cùng chuyển thành một mã mới")
    assert (lines(dialog.tree), dialog.go.isEnabled(), dialog.pairs.codes) == (before, True, CodeMap())


def test_once_taken_back_the_move_is_shown_again_and_can_be_made_again(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    dialog.choice.put("Từ tệp", NEW)
    settled(qtbot, desk)
    before = lines(dialog.tree)
    dialog.go.click()
    settled(qtbot, desk)
    dialog.take_back.click()
    settled(qtbot, desk)
    assert dialog.said.text().startswith("Đã trở lại")
    assert lines(dialog.tree) == before
    dialog.go.click()
    settled(qtbot, desk)
    assert desk.session.work().assessment.criteria == NEW


def test_two_sets_of_one_title_are_told_apart_at_the_front_of_their_line(qtbot: QtBot, desk: PageDesk) -> None:
    desk.criteria.sets = (OLD, replace(NEW, code="bang-1-2", decision="12/QĐ-UBND"), replace(OLD, code="c", year=0, decision=""))
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    first, second, third = (dialog.choice.box.itemText(at) for at in range(3))
    assert first == f"{OLD.decision} · năm {OLD.year} · bản 1 · {OLD.code} – {OLD.title}"
    assert second == f"12/QĐ-UBND · năm {NEW.year} · bản 2 · bang-1-2 – {NEW.title}"
    assert third == f"bản 1 · c – {OLD.title}"
    assert ambiguous(dialog) == []


def test_a_map_out_of_a_file_is_followed(qtbot: QtBot, desk: PageDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    dialog.choice.put("Từ tệp", NEW)
    desk.moves.write_map(Path("mã.yaml"), CodeMap({"1.2": ("1.2",), "1.3": ("1.2",)}))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("mã.yaml", ""))
    dialog.pairs.read_map.click()
    settled(qtbot, desk)
    assert "Hỏi lại (câu trả lời trước đứng bên cạnh, chưa tính điểm): 3" in lines(dialog.tree)
    dialog.pairs.take_map(Path("không có.yaml"))
    settled(qtbot, desk)
    assert "không có.yaml" in dialog.said.text()


def test_what_was_asked_before_another_choice_is_not_shown_any_more(qtbot: QtBot, desk: PageDesk) -> None:
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    dialog.choice.put("Từ tệp", NEW)
    dialog.choice.box.setCurrentIndex(-1)
    settled(qtbot, desk)
    assert dialog.tree.topLevelItemCount() == 0
    assert not dialog.go.isEnabled()
    dialog.go.click()
    assert desk.session.work().assessment.criteria == OLD


def test_a_narrow_tree_gives_long_lines_the_height_they_need(qtbot: QtBot) -> None:
    tree = ChangeTree("thử")
    qtbot.addWidget(tree)
    tree.resize(300, 300)
    tree.show()
    tree.show_groups([("Nhóm", [ChangeLine("một câu rất dài " * 20, doubt=True), ChangeLine("ngắn")]), ("Trống", [])])
    group = tree.topLevelItem(0)
    long, short = (tree.visualItemRect(group.child(at)).height() for at in range(2))
    assert long > 3 * short
    assert tree.topLevelItemCount() == 1


def test_an_empty_workspace_says_that_only_the_set_changes(qtbot: QtBot) -> None:
    desk = PageDesk(OLD)
    dialog = MoveSet(desk.workbench)
    shown(qtbot, desk, dialog)
    dialog.choice.put("Từ tệp", NEW)
    settled(qtbot, desk)
    assert dialog.said.text().startswith("Chưa có câu trả lời nào")
    dialog.go.click()
    settled(qtbot, desk)
    assert desk.memory.backups_made == []


def test_an_empty_archive_says_so_and_a_full_one_tells_all_that_was_written(qtbot: QtBot, desk: PageDesk) -> None:
    empty = ArchiveList(desk.scoring.board())
    qtbot.addWidget(empty)
    assert empty.tree.topLevelItemCount() == 0
    from parscore.domain.beside import LeafNote
    from parscore.services.session import Edit

    desk.session.do("note", Edit("note", "1.3", None, LeafNote("Văn phòng", "hỏi lại")))
    desk.moves.move(set_of(named("1.1", PLAN), named("1.2", REPORT, "2")))
    desk.moves.move(set_of(named("1.1", PLAN, "3")))
    full = ArchiveList(desk.scoring.board())
    qtbot.addWidget(full)
    items = [full.tree.topLevelItem(0).child(at) for at in range(2)]
    details = ["\n".join(item.child(at).text(0) for at in range(item.childCount())) for item in items]
    assert "Giải trình: vì 1.3\nĐơn vị phụ trách: Văn phòng\nGhi chú: hỏi lại" in details[0]
    assert "0,5 / 1 điểm" in details[1]


def test_leaves_of_last_year_that_are_gone_stand_apart_in_the_archive(qtbot: QtBot, desk: PageDesk) -> None:
    from parscore.domain.beside import Archived, LeafNote, PastAnswer
    from parscore.services.session import Edit

    gone = Archived("9", PastAnswer("last_year", 2025, "9", "Tiêu chí cũ", D(1)), LeafNote("Văn phòng"))
    desk.session.do("note", Edit("archive", "x", None, gone))
    shown = ArchiveList(desk.scoring.board())
    qtbot.addWidget(shown)
    assert shown.tree.topLevelItemCount() == 1
    assert shown.tree.topLevelItem(0).text(0) == "Của năm trước, không còn ở năm nay (1)"
    assert shown.tree.topLevelItem(0).child(0).text(0) == "9. Tiêu chí cũ"
