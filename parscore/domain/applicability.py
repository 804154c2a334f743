"""Who does not do what a set asks for: the leaves that a profile leaves out, and what leaving them out does to the answers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from parscore.domain.assessment import Answer, Assessment, NotApplicable, Treatment
from parscore.domain.clause_reading import Named, Word, read_clause
from parscore.domain.criteria import Applicability, CriteriaSet, Criterion, Field, leaves_of, walk
from parscore.domain.errors import Refused
from parscore.domain.findings import Finding
from parscore.domain.outcome import NOTHING
from parscore.domain.points import ZERO
from parscore.domain.scoresheet import ScoreSheet
from parscore.domain.viet_text import clean, composed

Node = Field | Criterion
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A code as it was written, the node that it names, and the self-scored leaves under that."""

    written: str
    node: Node
    leaves: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What codes or a clause leave out of a set.

    `leaves` stand once each, in the table's order; there are none where a finding of severity "error" is to be mended first.
    """

    parts: tuple[LeftOut, ...]
    leaves: tuple[Criterion, ...]
    findings: tuple[Finding, ...]

    @property
    def fault(self) -> Finding | None:
        """The first thing that must be mended before anything is left out."""
        return next((each for each in self.findings if each.severity == "error"), None)


def roots_of(criteria: CriteriaSet) -> tuple[Node, ...]:
    """The fields, then the nodes of bonus and penalty."""
    return (*criteria.fields, *criteria.bonus, *criteria.penalty)


def resolve(criteria: CriteriaSet, codes: Sequence[str]) -> Resolved:
    """Each of `codes` may be a code, a key, or a clause that names several."""
    nodes = [node for root in roots_of(criteria) for node in walk(root)]
    names = {name for node in nodes for name in (_bare(node.code), node.key) if name}
    parts: list[LeftOut] = []
    findings: list[Finding] = []
    for text in codes:
        named, told = read_clause(text, lambda code: _bare(code) in names)
        findings += told
        for each in named:
            found, faults = _find(criteria, nodes, each)
            findings += faults
            parts += [LeftOut(each.written, node, _own_leaves(node)) for node in found]
    findings += _about(parts)
    keys = {leaf.key for part in parts for leaf in part.leaves}
    leaves = () if any(each.severity == "error" for each in findings) else tuple(leaf for leaf in criteria.leaves() if leaf.key in keys)
    return Resolved(tuple(parts), leaves, tuple(findings))


def _own_leaves(node: Node) -> tuple[Criterion, ...]:
    return tuple(leaf for leaf in leaves_of(node) if leaf.self_scored)


def _bare(code: str) -> str:
    return clean(code).rstrip(".:) ")


def _find(criteria: CriteriaSet, nodes: list[Node], named: Named) -> tuple[list[Node], list[Finding]]:
    """The one node that a code names, or a finding that says what there is instead."""
    code = _bare(named.code)
    found = [node for node in nodes if _bare(node.code) == code] or [node for node in nodes if node.key == named.code]
    found = found or _other_figures(criteria, code, named.word)
    fitting = [node for node in found if _is(node, named.word)]
    if len(fitting) == 1:
        return fitting, []
    if fitting:
        keys = "; ".join(f"{node.key} ({node.name})" for node in fitting)
        return [], [Finding("error", "applicability.repeated", facts={"code": named.written, "keys": keys})]
    if found:
        code = "applicability.not_a_field" if named.word == "field" else "applicability.a_field"
        names = "; ".join(f"{node.code}. {node.name}" for node in found)
        return [], [Finding("error", code, facts={"code": named.code, "names": names})]
    return [], [Finding("error", "applicability.unknown", facts={"code": named.written, "known": _near(criteria, nodes, code)})]


def _is(node: Node, word: Word) -> bool:
    return not word or (word == "field") == isinstance(node, Field)


def _other_figures(criteria: CriteriaSet, code: str, word: Word) -> list[Node]:
    """The field that is written 3 where a clause writes III, or the other way about."""
    number = _number(code)
    if number is None or word == "criterion":
        return []
    return [field for field in criteria.fields if _number(_bare(field.code)) == number]


def _number(code: str) -> int | None:
    """A whole number in Arabic or in well-formed Roman figures."""
    if code.isdecimal():
        return int(code)
    if not code or set(code) - set(_ROMAN):
        return None
    values = [_ROMAN[letter] for letter in code]
    total = sum(-value if value < max(values[at:]) else value for at, value in enumerate(values))
    return total if _roman(total) == code else None


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    digits = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * tens + digits[ones] if 0 < number < 40 else ""


def _near(criteria: CriteriaSet, nodes: list[Node], code: str) -> str:
    """The codes beside the one that is not there: those under the longest part of it that is, else the fields."""
    parts = code.split(".")
    for length in range(len(parts) - 1, 0, -1):
        above = [node for node in nodes if _bare(node.code) == ".".join(parts[:length])]
        if len(above) == 1 and above[0].children:
            return ", ".join(child.code for child in above[0].children)
    return ", ".join(field.code for field in criteria.fields)


def _about(parts: list[LeftOut]) -> Iterator[Finding]:
    """What a code adds nothing to: leaves that another one has already, or that the department does not score."""
    seen: set[str] = set()
    for part in parts:
        keys = {leaf.key for leaf in part.leaves}
        if not keys:
            yield Finding(
                "warning", "applicability.not_self_scored", key=part.node.key, facts={"code": part.node.code, "name": part.node.name}
            )
        elif keys <= seen:
            yield Finding("warning", "applicability.twice", key=part.node.key, facts={"code": part.node.code, "name": part.node.name})
        seen |= keys


@dataclass(frozen=True, slots=True)
class Exempting:
    """What a profile does to a year's answers when applied or lifted: the new answers by leaf key.

    `changed` are the leaves that get a new answer; `answered` of these have inputs, which stay beside or count again. `exempt_already` are
    leaves of the profile that keep the exemption they had.
    """

    answers: Mapping[str, Answer]
    changed: tuple[Criterion, ...]
    answered: tuple[Criterion, ...]
    exempt_already: tuple[Criterion, ...]

    @property
    def points(self) -> Decimal:
        """The maxima of the leaves that change."""
        return sum((leaf.max_points for leaf in self.changed), ZERO)

    def put_into(self, assessment: Assessment) -> Assessment:
        """The year with the new answers."""
        return replace(assessment, answers={**assessment.answers, **self.answers})


def exempting(assessment: Assessment, profile: Applicability, treatment: Treatment) -> Exempting:
    """What applying a profile does; leaves that are exempt already keep their own reason.

    Raises Refused with what is wrong with the codes, or "applicability.no_clause" where nothing says who allows it.
    """
    exemption = NotApplicable(treatment, *_said(profile))
    mine: list[Criterion] = []
    others: list[Criterion] = []
    for leaf in _leaves(assessment.criteria, profile):
        (mine if assessment.answer(leaf.key).not_applicable is None else others).append(leaf)
    return _made(assessment, {leaf.key: assessment.exempted(leaf.key, exemption) for leaf in mine}, mine, others)


def lifting(assessment: Assessment, profile: Applicability) -> Exempting:
    """What lifting a profile does: every leaf that is exempt by its name and clause applies again, whatever its codes say today.

    Raises Refused("applicability.not_applied") where there is none.
    """
    said = _said(profile)
    mine = [leaf for leaf in assessment.criteria.leaves() if leaf.self_scored and _reason(assessment.answer(leaf.key)) == said]
    if not mine:
        raise Refused("applicability.not_applied", name=said[0])
    return _made(assessment, {leaf.key: assessment.applied(leaf.key) for leaf in mine}, mine, [])


def _made(assessment: Assessment, answers: dict[str, Answer], mine: list[Criterion], others: list[Criterion]) -> Exempting:
    answered = tuple(leaf for leaf in mine if assessment.answer(leaf.key).inputs != NOTHING)
    return Exempting(answers, tuple(mine), answered, tuple(others))


def _leaves(criteria: CriteriaSet, profile: Applicability) -> tuple[Criterion, ...]:
    resolved = resolve(criteria, profile.codes)
    fault = resolved.fault
    if fault is not None:
        raise Refused(f"finding.{fault.code}", **fault.facts)
    if not resolved.leaves:
        raise Refused("applicability.no_leaves", codes=", ".join(profile.codes))
    return resolved.leaves


def _said(profile: Applicability) -> tuple[str, str]:
    """The reason and who allows it, as each leaf keeps them: the profile's name and its clause."""
    clause = composed(profile.clause)
    if not clause:
        raise Refused("applicability.no_clause", name=profile.name.strip() or ", ".join(profile.codes))
    return composed(profile.name) or clause, clause


def _reason(answer: Answer) -> tuple[str, str] | None:
    exempt = answer.not_applicable
    return None if exempt is None else (exempt.reason, exempt.allowed_by)


def applied_profiles(assessment: Assessment) -> tuple[Applicability, ...]:
    """The profiles that exempt leaves now, read from the leaves themselves: those of one reason and one clause are one profile.

    What a person wrote is kept in this way too. Its codes are the highest nodes under which it exempts everything.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for leaf in assessment.criteria.leaves():
        said = _reason(assessment.answer(leaf.key))
        if said is not None and said[1] and leaf.self_scored:
            groups.setdefault(said, []).append(leaf.key)
    return tuple(
        Applicability(name, clause, tuple(node.key for node in highest(assessment.criteria, keys)))
        for (name, clause), keys in groups.items()
    )


def highest(criteria: CriteriaSet, keys: Iterable[str]) -> tuple[Node, ...]:
    """The highest nodes whose self-scored leaves are all among `keys`, in the table's order."""
    wanted = set(keys)

    def cover(node: Node) -> Iterator[Node]:
        own = {leaf.key for leaf in _own_leaves(node)}
        if own and own <= wanted:
            yield node
        else:
            for child in node.children:
                yield from cover(child)

    return tuple(node for root in roots_of(criteria) for node in cover(root))


@dataclass(frozen=True, slots=True)
class Excluded:
    """What one reason takes out of the scale of the fields: its highest nodes, and the points of their leaves."""

    reason: str
    clause: str
    nodes: tuple[Node, ...]
    points: Decimal


def excluded_parts(sheet: ScoreSheet) -> tuple[Excluded, ...]:
    """What is not counted in the attainable points, a reason each; the points add up to the declared maximum less the attainable."""
    groups: dict[tuple[str, str], list[Criterion]] = {}
    for score in sheet.field_leaves():
        said = _reason(score.answer)
        if score.state == "not_applicable" and score.points is None and said is not None:
            groups.setdefault(said, []).append(score.leaf)
    return tuple(
        Excluded(*said, highest(sheet.criteria, (leaf.key for leaf in leaves)), sum((leaf.max_points for leaf in leaves), ZERO))
        for said, leaves in groups.items()
    )
