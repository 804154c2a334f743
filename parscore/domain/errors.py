"""The one kind of failure that a person can mend."""


class Refused(Exception):
    """Something a person asked for cannot be done, and the person can mend it.

    `code` is the key of a sentence in resources/i18n/vi.toml and `facts` fill it. Everything else that is raised is a bug.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        """Keep the sentence's key and the facts it needs."""
        super().__init__(code, facts)
        self.code = code
        self.facts = facts
