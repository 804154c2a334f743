"""News of what a call touched, so that screens refresh only what they show."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of the leaves and identities of the documents a call touched; `everything` after an open, a restore or a new set."""

    leaves: frozenset[str] = field(default_factory=frozenset)
    documents: frozenset[str] = field(default_factory=frozenset)
    everything: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.leaves | other.leaves, self.documents | other.documents, self.everything or other.everything)

    def __bool__(self) -> bool:
        return self.everything or bool(self.leaves or self.documents)
