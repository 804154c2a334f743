"""The one door to the worker: order, closing, and listeners that are gone."""

import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from parscore.domain.changes import Changes
from parscore.domain.errors import Refused
from parscore.services.progress import Cancelled, Progress
from parscore.ui.workbench import Workbench
from tests.ui.page_desk import PageDesk


@pytest.fixture
def bench(qtbot: QtBot) -> Workbench:
    return PageDesk().workbench


def test_what_was_handed_over_before_closing_is_still_done(bench: Workbench) -> None:
    gate, done = threading.Event(), []
    bench.do(None, gate.wait, 5)
    for number in range(20):
        bench.do(None, done.append, number)
    threading.Timer(0.05, gate.set).start()
    bench.close()
    assert done == list(range(20))


def test_closing_stops_long_work_at_its_next_step(bench: Workbench) -> None:
    steps: list[int] = []

    def work(progress: Progress) -> None:
        for number in range(1_000_000):
            progress.step(number, 1_000_000)
            steps.append(number)
            threading.Event().wait(0.001)

    bench.do_long("đang làm", None, work)
    assert bench.long_work == "đang làm"
    bench.close()
    assert len(steps) < 1000


def test_results_refusals_bugs_and_stops_each_go_their_way(qtbot: QtBot, bench: Workbench) -> None:
    seen: list[tuple[str, object]] = []
    bench.changed.connect(lambda changes: seen.append(("changed", changes)))
    bench.refused.connect(lambda refusal: seen.append(("refused", refusal.code)))
    bench.broken.connect(lambda failure: seen.append(("broken", str(failure))))
    bench.stopped.connect(lambda what: seen.append(("stopped", what)))

    def refuse() -> None:
        raise Refused("answer.no_rule", code="1")

    def break_down() -> None:
        raise ValueError("lỗi")

    def give_up(_progress: Progress) -> None:
        raise Cancelled

    changes = Changes(frozenset({"1.1"}))
    bench.do(lambda result: seen.append(("then", result)), lambda: (changes, 3))
    bench.do(None, refuse)
    bench.do(None, break_down)
    bench.do_long("gắn tệp", None, give_up)
    qtbot.waitUntil(lambda: not bench.busy)
    assert seen == [
        ("then", (changes, 3)),
        ("changed", changes),
        ("refused", "answer.no_rule"),
        ("broken", "lỗi"),
        ("stopped", "gắn tệp"),
    ]
    bench.close()


def test_a_listener_that_was_deleted_is_left_out(qtbot: QtBot, bench: Workbench) -> None:
    class Listener(QObject):
        def hear(self, _result: object) -> None:
            raise AssertionError("deleted")

    import shiboken6

    listener = Listener()
    bench.do(listener.hear, lambda: 1)
    shiboken6.delete(listener)
    qtbot.waitUntil(lambda: not bench.busy)
    bench.close()
