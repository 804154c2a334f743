"""Whether Word prints a run in heavy type: by its own properties, else by the styles of its characters, its paragraph and its table."""

from typing import Any

from parscore.adapters.importers.word_numbers import W, shape_of

_LONGEST_CHAIN = 20
_ON = {"1", "true"}
_OFF = {"0", "false", "off"}


def is_on(switch: Any) -> bool:
    """Whether an element that switches something says so; None does not."""
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


class WordType:
    """Knows which styles are heavy, those included that a style is based on."""

    def __init__(self, styles: Any) -> None:
        """Take the part of a document that holds its styles, None where it has none."""
        self._styles = {} if styles is None else {str(each.get(f"{W}styleId")): each for each in styles.iter(f"{W}style")}
        plain = (
            name for name, each in self._styles.items() if each.get(f"{W}type") == "paragraph" and each.get(f"{W}default") in {"1", "true"}
        )
        self._plain = next(plain, "")
        self._known: dict[str, bool] = {"": False}

    def is_heavy(self, run: Any, paragraph: Any, table: Any) -> bool:
        """What the run says itself holds; else styles switch each other, as Word lets one heavy style within another print light."""
        own = shape_of(run, f"{W}rPr")
        if f"{W}b" in own:
            return is_on(own[f"{W}b"])
        of_paragraph = _named(shape_of(paragraph, f"{W}pPr").get(f"{W}pStyle")) or self._plain
        of_table = _named(shape_of(table, f"{W}tblPr").get(f"{W}tblStyle"))
        return self._heavy(_named(own.get(f"{W}rStyle"))) ^ self._heavy(of_paragraph) ^ self._heavy(of_table)

    def _heavy(self, name: str) -> bool:
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> bool:
        style = self._styles.get(name)
        for _ in range(_LONGEST_CHAIN):
            if style is None:
                return False
            switch = shape_of(style, f"{W}rPr").get(f"{W}b")
            if switch is not None:
                return is_on(switch)
            style = self._styles.get(_named(style.find(f"{W}basedOn")))
        return False


def _named(element: Any) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))
