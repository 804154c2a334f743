import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from parscore.domain.assessment import Answer, NotApplicable
from parscore.domain.outcome import Inputs
from parscore.domain.plain_answer import plain_answer, plain_inputs, read_answer, read_inputs
from tests.builders import D

AMOUNTS = st.decimals(0, 10_000, places=3)
INPUTS = st.builds(
    Inputs,
    choice=st.none() | st.integers(1, 9),
    ticks=st.none() | st.frozensets(st.integers(1, 9)),
    values=st.dictionaries(st.sampled_from(["part", "whole", "share"]), AMOUNTS),
    dates=st.dictionaries(st.sampled_from(["issued", "due"]), st.dates(date(2000, 1, 1), date(2100, 1, 1))),
    points=st.none() | AMOUNTS,
    settled=st.none() | st.integers(1, 9),
)
EXEMPTIONS = st.builds(NotApplicable, st.sampled_from(["excluded", "full", "zero"]), st.text(max_size=20), st.text(max_size=20))


@given(st.builds(Answer, INPUTS, st.text(max_size=30), st.none() | EXEMPTIONS))
def test_an_answer_survives_being_written_and_read(answer: Answer) -> None:
    assert read_answer(json.loads(json.dumps(plain_answer(answer)))) == answer


def test_no_ticks_and_none_ticked_stay_apart() -> None:
    assert plain_inputs(Inputs()) == {}
    assert plain_inputs(Inputs(ticks=frozenset())) == {"ticks": []}
    assert read_inputs({"ticks": []}).ticks == frozenset()
    assert read_inputs({}).ticks is None
    assert plain_inputs(Inputs(points=D("1.50"))) == {"points": "1.5"}
