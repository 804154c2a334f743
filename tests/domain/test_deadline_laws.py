"""What holds of every deadline, however it is written."""

import re
import unicodedata
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.deadline_words import first_day, last_day
from parscore.domain.deadlines import read_deadline

ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}
YEARS = st.integers(2015, 2035)
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
PIECES = st.sampled_from([
    *("Quý I", "quý IV/2021", "tháng 12", "Tháng 01-02/2022", "trước", "ngày 15/3", "20/12/2021", "thường xuyên", "theo quy định"),
    *("hàng quý", "02 lần/năm", "trong năm", "năm 2022", "sau khi", "báo cáo", "ban hành kế hoạch"),
    *(",", ";", "và", "-", "đến", "từ", "(", ")", "\n", "31/02"),
])  # fmt: skip
SENTENCES = st.lists(PIECES, max_size=12).map(" ".join)
FORMS = {
    "date": r"\d{4}-\d\d-\d\d",
    "month": r"\d{4}-\d\d",
    "quarter": r"\d{4}-Q[1-4]",
    "year": r"\d{4}",
}


@given(
    DAYS,
    st.sampled_from(
        ["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "ngày {d} tháng {m} năm {y}", "Ngày {d:02}/{m}/{y}"]
    ),
)
def test_a_day_in_any_form_is_that_day(day: date, form: str) -> None:
    found = read_deadline(form.format(d=day.day, m=day.month, y=day.year), 2022)
    assert (found.kind, found.values, found.doubts) == ("date", (day.isoformat(),), ())
    assert found.milestones[0].due == day


@given(DAYS, st.sampled_from(["trước ngày {d}/{m}/{y}", "Hoàn thành trước {d}/{m}/{y}"]))
def test_before_a_day_is_due_the_day_before(day: date, form: str) -> None:
    found = read_deadline(form.format(d=day.day, m=day.month, y=day.year), 2022)
    assert found.before
    assert found.milestones[0].due == day - timedelta(days=1)


@given(st.integers(1, 4), YEARS, st.sampled_from(["Quý {r}/{y}", "quý {n} năm {y}", "Trong Quý {r} năm {y}", "QUÝ {r} - {y}", "Quý {r}"]))
def test_a_quarter_in_any_form_is_that_quarter(number: int, year: int, form: str) -> None:
    found = read_deadline(form.format(r=ROMAN[number], n=number, y=year), year)
    assert (found.kind, found.values, found.doubts) == ("quarter", (f"{year}-Q{number}",), ())


@given(st.integers(1, 12), YEARS, st.sampled_from(["Tháng {m}/{y}", "tháng {m:02} năm {y}", "T{m}/{y}", "{m:02}/{y}", "tháng {m}"]))
def test_a_month_in_any_form_is_that_month(number: int, year: int, form: str) -> None:
    found = read_deadline(form.format(m=number, y=year), year)
    assert (found.kind, found.values, found.doubts) == ("month", (f"{year}-{number:02d}",), ())


@given(
    st.integers(1, 12),
    st.integers(1, 12),
    YEARS,
    st.sampled_from(["từ tháng {a} đến tháng {b}", "Tháng {a}-{b}/{y}", "Tháng {a} – tháng {b} năm {y}"]),
)
def test_two_months_are_the_ends_of_a_range(one: int, other: int, year: int, form: str) -> None:
    low, high = sorted((one, other))
    found = read_deadline(form.format(a=low, b=high, y=year), year)
    assert found.values == tuple(dict.fromkeys((f"{year}-{low:02d}", f"{year}-{high:02d}")))
    assert found.is_range


@given(SENTENCES, YEARS)
def test_values_fit_the_kind_and_are_printed(sentence: str, year: int) -> None:
    found = read_deadline(sentence, year)
    pattern = FORMS.get(found.kind, "|".join(FORMS.values()))
    assert all(re.fullmatch(pattern, value) for value in found.values)
    if found.kind in {"ongoing", "as_instructed", "unspecified"}:
        assert not found.values
    assert {value[:4] for value in found.values} <= {str(year), str(year - 1), str(year + 1), "2020", "2021", "2022", "2023"}


@given(SENTENCES)
def test_each_milestone_keeps_words_of_the_sentence(sentence: str) -> None:
    found = read_deadline(sentence, 2022)
    assert all(milestone.words in found.words for milestone in found.milestones)
    assert {value for milestone in found.milestones for value in milestone.values} == set(found.values)


@given(SENTENCES)
def test_spelling_blanks_and_a_full_stop_change_nothing(sentence: str) -> None:
    found = read_deadline(sentence, 2022)
    for same in (unicodedata.normalize("NFD", sentence), f"  {sentence}  ", sentence.replace(" ", "\u00a0")):
        other = read_deadline(same, 2022)
        assert (other.kind, other.values, other.doubts) == (found.kind, found.values, found.doubts)


@given(st.text(max_size=60), YEARS)
def test_any_text_is_read_or_asked_about(text: str, year: int) -> None:
    found = read_deadline(text, year)
    if re.search(r"\w", text) and found.kind == "unspecified":
        assert found.doubts


@given(st.sampled_from(["2021", "2021-Q1", "2021-Q4", "2021-02", "2024-02", "2021-12", "2021-03-05"]))
def test_a_value_ends_before_the_next_begins(value: str) -> None:
    after = last_day(value) + timedelta(days=1)
    assert first_day(value) <= last_day(value)
    assert after.day == 1 or len(value) == 10
