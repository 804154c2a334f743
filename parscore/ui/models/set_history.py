"""The drafts of a set one after another, so that every correction can be taken back and made again."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from parscore.domain.set_draft import SetDraft

MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A draft as an act left it, the act's name under [set_act] in vi.toml, and the node where the person stood."""

    draft: SetDraft
    act: str
    key: str


class SetHistory(QObject):
    """`moved` says that another draft stands now; what was undone is dropped by the next act."""

    moved = Signal()

    def __init__(self, draft: SetDraft, parent: QObject | None = None) -> None:
        """Begin with a draft that needs no saving."""
        super().__init__(parent)
        self._steps = [Step(draft, "", "")]
        self._at = 0
        self._saved: SetDraft | None = draft

    @property
    def draft(self) -> SetDraft:
        """The draft as it stands."""
        return self._steps[self._at].draft

    @property
    def unsaved(self) -> bool:
        """Whether anything was corrected since it was kept."""
        return self.draft is not self._saved

    @property
    def undoes(self) -> str:
        """The act that undo would take back, "" for none."""
        return self._steps[self._at].act if self._at else ""

    @property
    def redoes(self) -> str:
        """The act that redo would make again, "" for none."""
        return self._steps[self._at + 1].act if self._at + 1 < len(self._steps) else ""

    def push(self, draft: SetDraft, act: str, key: str) -> None:
        """A draft after an act at a node; one that changed nothing is no step."""
        if draft.criteria == self.draft.criteria:
            return
        self._steps = [*self._steps[: self._at + 1], Step(draft, act, key)][-MOST_STEPS:]
        self._at = len(self._steps) - 1
        self.moved.emit()

    def undo(self) -> str:
        """Go back one act; gives the node that it was about."""
        if not self._at:
            return ""
        key = self._steps[self._at].key
        self._at -= 1
        self.moved.emit()
        return key

    def redo(self) -> str:
        """Make the act again; gives the node that it was about."""
        if not self.redoes:
            return ""
        self._at += 1
        self.moved.emit()
        return self._steps[self._at].key

    def never_kept(self) -> None:
        """The draft it began with is not kept anywhere that lasts."""
        self._saved = None

    def kept(self) -> None:
        """The draft as it stands was kept."""
        self._saved = self.draft
