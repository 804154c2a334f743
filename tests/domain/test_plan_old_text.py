"""Plans typed in the fonts of old, in parts of letters, or with a wrong Đ read as any other."""

import unicodedata
from pathlib import Path

import pytest

from parscore.adapters.importers.lines_text import source_of_text
from parscore.domain.plan_draft import PlanDraft
from parscore.domain.plan_reading import draft_of_plan
from parscore.domain.plan_unicode import in_unicode
from tests.domain.test_viet_encodings import tcvn3, vni
from tests.plan_texts import FIELDS, TITLE, WORDS, codes, rows

PLAN = (
    f"{TITLE}I. MỤC TIÊU\n1. Chỉ tiêu cụ thể\n- Mức độ hài lòng đạt trên 82%.\n\nII. NHIỆM VỤ CỤ THỂ\n1. Cải cách thể chế\n"
    f"đ) Đẩy mạnh kiểm tra, rà soát thể lệ xét ghép hồ sơ.\n{FIELDS}\n"
    + rows("Nhiệm vụ | Chủ trì | Thời gian", "Rà soát thủ tục thể thao | Văn phòng Sở | Trước ngày 05/12/2024")
).replace("KẾ HOẠCH\n\n", "Kế hoạch\n\n")


def read(text: str, year: int) -> PlanDraft:
    return draft_of_plan(in_unicode(source_of_text(text, Path("a.txt"))), WORDS, year)


@pytest.mark.parametrize("typed", [tcvn3, vni, lambda text: unicodedata.normalize("NFD", text), lambda text: text.replace("Đ", "\u00d0")])
def test_a_plan_in_an_old_font_says_the_same(typed) -> None:  # type: ignore[no-untyped-def]
    plan, same = read(typed(PLAN), 2024), read(PLAN, 2024)
    assert [(task.label, task.text.casefold(), task.lead, task.deadline) for task in plan.tasks] == [
        (task.label, task.text.casefold(), task.lead, task.deadline) for task in same.tasks
    ]
    assert [target.text for target in plan.targets] == [target.text for target in same.targets]
    assert len(plan.tasks) == 2


@pytest.mark.parametrize(("typed", "told"), [(tcvn3, True), (vni, True), (str, False)])
def test_that_a_font_was_old_is_told(typed, told: bool) -> None:  # type: ignore[no-untyped-def]
    assert ("plan.old_font" in codes(read(typed(PLAN), 2024))) == told
