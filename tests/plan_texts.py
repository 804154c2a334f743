"""Plans written for tests, and what is read of them."""

from pathlib import Path

from parscore.adapters.files.plan_words_toml import PlanWordsFile
from parscore.adapters.importers.lines_text import source_of_text
from parscore.domain.plan_draft import PlanDraft, TaskDraft
from parscore.domain.plan_reading import draft_of_plan
from parscore.paths import shipped

WORDS = PlanWordsFile(shipped("resources") / "plan_words.toml").words()
TITLE = "KẾ HOẠCH\n\nCải cách hành chính năm 2024 của Sở Xây dựng\n\n"
FIELDS = "- Đơn vị chủ trì: Văn phòng Sở.\n- Phối hợp: Các phòng thuộc Sở.\n- Sản phẩm: Kế hoạch, báo cáo.\n- Thời gian: Quý I năm 2024.\n"


def read(text: str, year: int | None = None) -> PlanDraft:
    """A plan out of its text."""
    return draft_of_plan(source_of_text(text, Path("ke-hoach.txt")), WORDS, year)


def tasks(text: str) -> tuple[TaskDraft, ...]:
    """The tasks of a plan whose title stands before the text."""
    return read(TITLE + text).tasks


def rows(*lines: str) -> str:
    """A table whose cells are parted by strokes."""
    return "".join(f"| {line} |\n" for line in lines)


def labels(found: tuple[TaskDraft, ...]) -> list[tuple[str, str, str]]:
    """The section, the label and the text of each task."""
    return [(each.section_no, each.label, each.text) for each in found]


def codes(plan: PlanDraft) -> list[str]:
    """The codes of its findings."""
    return [each.code for each in plan.findings]
