"""A chain of numbers held against what stands left of it: a new state, a step along the root, or a sum of steps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from rmsprop_sym.claims.context.book import (
    CHANGE,
    Book,
    Entry,
    Gradients,
    Mark,
    labelled,
    mark_before,
    mark_of,
    printed,
)
from rmsprop_sym.claims.context.in_place import Stand, is_decay, is_rate
from rmsprop_sym.claims.context.settled import in_one_go, steady_value
from rmsprop_sym.claims.context.summed import summed
from rmsprop_sym.claims.context.worth import Worth
from rmsprop_sym.claims.conventions.model import GRADIENT, PARAMETER
from rmsprop_sym.claims.conventions.models import Models
from rmsprop_sym.claims.expressions.real import Undefined
from rmsprop_sym.claims.expressions.syntax import (
    Binary,
    Chain,
    Literal,
    Node,
    has_letters,
    parse_statement,
    walk,
)
from rmsprop_sym.claims.expressions.tree import rebuilt
from rmsprop_sym.claims.quantities.slips import Slip, literal, value_of
from rmsprop_sym.claims.quantities.updating import (
    KINDS,
    SQUARES,
    Place,
    Updating,
    is_near,
    quotient,
    summands,
    weight,
)
from rmsprop_sym.claims.verdict import Evidence
from rmsprop_sym.claims.words.said import said_in
from rmsprop_sym.claims.words.wording import cut_sentences, words

FOLLOWS = "it is right as a number, and goes on from {}, in which there is a slip"
ROOT, TURNED = "the root is missing", "the sign is turned round"
_ELSE = re.compile(
    r"\b(?:coordinates?|components?|dimensions?|entr(?:y|ies)|vectors?|squares?|squared\s+gradients?|absolute|magnitudes?"
    r"|relative\w*|un-?normali[sz]ed|forg\w+\s+(?:the|to|a|its|about\s+the)|omit\w*|miss(?:ing|es|ed)|wrong\w*|mistak\w*|instead|without|not\s+squar\w*|unsquared"
    r"|had\s+(?:we|one|you|I|it|the)|drop(?:s|ped|ping)?|typo|bugs?|buggy|errors?|would|tempt\w*|naive\w*"
    r"|another|other|different)\b|\bg\w{0,3}(?:_?\{?\w\}?)?(?:\^\{?2\}?|²)\s*=\s*\d|\?",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"\b(?:step|update|move|displacement|change|rate)(?:\s+(?:length|size))?\b[^.;:$=]{0,60}[:,=]?\s*\$*\s*$",
    re.IGNORECASE,
)
_OTHER_ROOT = re.compile(  # what says by itself what stands below, or that a rate follows a schedule
    r"\b(?:(?:square\s+)?roots?|rms|denominators?|norms?|eps\w*|divid\w+|schedul\w*|anneal\w*|warm-?up|epochs?|drop(?:s|ped)?"
    r"|learning\s+rate\s+(?:is|becomes|falls|drops)|of\s+change)\b|sqrt|√|\\epsilon|ε",
    re.IGNORECASE,
)
_OTHERS = re.compile(r"\b(?:gradients?|slopes?)\b|\bnow\b|\bthis\s+time\b|(?<![\w\\])g\s*=", re.IGNORECASE)
PRECISE = Fraction(1, 1000)


@dataclass(frozen=True)
class Outcome:
    """What came of it: an expression with a slip in it or what holds of it, or why a number is not said to be right."""

    head: Node | None = None
    slip: Slip | None = None
    reason: str = ""
    holds: Evidence | None = None
    unknown: Mark | None = None  # what it works out, of which nothing is said here


@dataclass(frozen=True)
class Known:
    """What a note knows where a chain stands: its rules, what it has worked out, its gradients, decays and rates."""

    models: Models
    book: Book
    gradients: Gradients
    decays: Sequence[Fraction]
    rates: Sequence[Fraction]
    starts: Mapping[str, Fraction]
    under: str
    steady: Fraction | None = None


def known_at(stand: Stand, worth: Worth, models: Models, under: str) -> Known:
    """What a note knows where a chain stands, under its headings."""
    said = said_in(cut_sentences(stand.before)[-1])
    here = [each.values[0] for each in said if each.name == GRADIENT and len(each.values) == 1 and not each.start]
    alone = [each for each in stand.heard if len(each.values) == 1]
    plain = [(each.name, each.values[0]) for each in alone if not each.start]
    return Known(
        models,
        worth.book,
        _gradients(worth, under, here, stand.before),
        _between(value for name, value in plain if is_decay(name, models) or name in ("beta1", "beta2")),
        list(dict.fromkeys(value for name, value in plain if is_rate(name, models))),
        {each.name: each.values[0] for each in alone if each.start},
        under,
        steady_value(stand.before, here),
    )


def _between(values: Iterable[Fraction]) -> list[Fraction]:
    """Those of the values that a decay may have."""
    return [each for each in dict.fromkeys(values) if 0 < each < 1]


def _gradients(worth: Worth, under: str, here: Sequence[Fraction], before: str) -> Gradients:
    """The gradients that are said under the same headings, or in the only list if no word here speaks of others."""
    said = [each for each in worth.heard if each.name == GRADIENT and each.index is not None]
    ours = [each for each in said if under == each.heading or under.startswith(f"{each.heading} . ")]
    lists = dict.fromkeys(each.values for each in said if len(each.values) > 1)
    near = dict.fromkeys(each.values for each in ours if len(each.values) > 1)
    single = [(each.index or 0, each.values[0]) for each in ours if len(each.values) == 1]
    single += [
        (each.mark.step or 0, each.printed)
        for each in worth.book.entries
        if each.tabled and each.mark.kind == GRADIENT and each.under == under
    ]
    last = [each.values[0] for each in worth.heard if each.name == GRADIENT and each.index is None and each.values]
    alone = here[-1] if len({*here}) == 1 else last[-1] if last and not here else None
    far = () if single or len(lists) != 1 or _OTHERS.search(before) else lists
    return Gradients([*(near or far)], single, alone)


def worked(chain: Chain, before: str, known: Known, *, wrong: bool) -> Outcome:
    """What is to be said about a chain, whose own arithmetic may be wrong; what it works out is kept."""
    if not {*chain.relations} <= {"=", "≈"}:
        return Outcome()
    head = next((each for each in chain.members if _computes(each)), None)
    mark = mark_in(chain, head, before, known.models)
    if mark is None:
        return _of_words(head, before, known) if head is not None and head is chain.members[0] else Outcome()
    outcome = Outcome()
    if _ELSE.search(_beside(before)) or not known.book.is_by_steps(mark, _shown(chain), known.under):
        pass
    elif head is not None:
        outcome = _of(mark, head, known)
    elif mark.kind == CHANGE and len(chain.members) == 2:
        outcome = _of_sum(mark, chain.members[1], known)
    follows = any(each.wrong for each in known.book.entries if each.under == known.under)
    _keep(chain, mark, head, outcome, known, wrong=wrong)
    clear = outcome.slip is None and outcome.holds is None and not (wrong or follows or _ELSE.search(_beside(before)))
    return replace(outcome, head=head, unknown=mark) if head is not None and clear else outcome


def _computes(node: Node) -> bool:
    """Whether a member is an expression in numbers, and no number alone."""
    return not has_letters(node) and printed(node) is None


def _shown(chain: Chain) -> Fraction | None:
    """What a chain says that it comes to: the number at its end, or the value of what stands there."""
    last = chain.members[-1]
    try:
        return printed(last) if has_letters(last) or printed(last) is not None else value_of(last)
    except (Undefined, ZeroDivisionError):
        return None


def _beside(before: str) -> str:
    """The words of the last two sentences before a chain."""
    return " ".join(cut_sentences(before)[-2:])


def mark_in(chain: Chain, head: Node | None, before: str, models: Models) -> Mark | None:
    """What the chain works out, as its first member says or what stands before it."""
    first = chain.members[0]
    if head is first or not has_letters(first):
        return mark_before(before, models)
    found = mark_of(first, models)
    return found and labelled(found, before)


def _keep(chain: Chain, mark: Mark, head: Node | None, outcome: Outcome, known: Known, *, wrong: bool) -> None:
    """Writes down what the chain has worked out."""
    last = _shown(chain)
    try:
        exact = value_of(outcome.slip.right if outcome.slip else head) if head is not None else last
    except (Undefined, ZeroDivisionError):
        exact = last
    shown = exact if last is None else last
    if shown is not None and exact is not None:
        bad = wrong or outcome.slip is not None or bool(outcome.reason)
        known.book.entries.append(Entry(_settled(mark, head, known), shown, exact, known.under, bad))


def _settled(mark: Mark, head: Node | None, known: Known) -> Mark:
    """The mark, whose letter is that of a mean of squares if its numbers are, though no rule says so."""
    if mark.kind or head is None or not _moves(_as(mark, SQUARES), head, known):
        return mark
    return _as(mark, SQUARES)


def _as(mark: Mark, kind: str) -> Mark:
    return Mark(mark.letter, kind, mark.step, mark.since, mark.sized)


def _moves(mark: Mark, head: Node, known: Known) -> bool:
    """Whether an expression is the new state of a mean of squares, of a gradient that is not its own square."""
    places = [each for each in _places(mark, head, known) if abs(each.gradient) not in (0, 1)]
    return Updating(SQUARES, str(mark), _decays(head, known)).fits(head, places)


def _decays(head: Node, known: Known) -> Sequence[Fraction]:
    """The decays that may be meant: those of the note, or else the one that the expression itself has."""
    if known.decays:
        return known.decays
    weights = [weight(each) for each, _ in summands(head)]
    own = [each for each in weights if each is not None]
    return own[:1] if len(own) == 2 and sum(own) == 1 else []


def _places(mark: Mark, head: Node, known: Known) -> list[Place]:
    """The places at which a state may be worked out."""
    start = known.starts.get(mark.letter, Fraction(0))
    found = known.gradients.places(known.book, mark, known.under, _decays(head, known), start)
    here = known.gradients.here
    if here is not None:
        for term, value in summands(head):
            olds = [value / decay for decay in known.decays if weight(term) == decay]
            found += [Place(old, here) for old in olds]
    return found


def _of(mark: Mark, head: Node, known: Known) -> Outcome:
    """What is to be said about an expression for a state, or for a step."""
    if not mark.kind:
        alike = [each for each in known.book.entries if each.mark.letter == mark.letter and each.under == known.under]
        mark = _as(mark, SQUARES) if sum(each.mark.kind == SQUARES for each in alike) > 1 else mark
    if mark.kind in KINDS:
        return _of_state(mark, head, known)
    if mark.kind in (CHANGE, PARAMETER):
        return _of_step(mark, head, known)
    return Outcome()


def _of_state(mark: Mark, head: Node, known: Known) -> Outcome:
    """What is to be said about an expression for a mean or a sum."""
    places = _places(mark, head, known)
    updating = Updating(mark.kind, str(mark), _decays(head, known))
    if slip := updating.slip(head, places):
        return Outcome(head, slip)
    steady = known.steady if known.steady is not None else known.gradients.steady_until(mark.step or 0)
    if steady is not None and not updating.fits(head, places):
        told = in_one_go(mark, head, steady, known.decays, started=bool(known.starts.get(mark.letter)))
        return Outcome(head, told) if isinstance(told, Slip) else Outcome(reason=told)
    before = known.book.last(mark.letter, mark.step - 1 if mark.step else None, known.under)
    if before and before.wrong and updating.fits(head, places):
        return Outcome(reason=FOLLOWS.format(before.mark))
    sure = [each for each in places if mark.step is not None] if known.gradients.here is None else []
    return Outcome(reason=updating.doubt(head, sure))


def _of_step(mark: Mark, head: Node, known: Known) -> Outcome:
    """What is to be said about an expression for a step, or for the parameter after it."""
    if mark.step is None or (mark.since is not None and mark.step - mark.since != 1):
        return Outcome()
    base, moved = None, head
    if mark.kind == PARAMETER:
        if not (isinstance(head, Binary) and head.op in "+-" and quotient(head.right)):
            return Outcome()
        base, moved = head, head.right
    at = [each for each in known.book.roots(known.under) if each.mark.step == mark.step]
    before = [each for each in known.book.roots(known.under) if each.mark.step == mark.step - 1]
    found = _along_root(str(mark), head, moved, at, before)
    if found or not at:
        return Outcome(head, found) if found else Outcome()
    named = base is not None or mark.letter.startswith(PARAMETERS_CHANGED) or mark.since is not None
    signed = named and not mark.sized
    return Outcome(head, _turned(mark, head, base, known)) if signed else Outcome()


PARAMETERS_CHANGED = ("Deltatheta", "Deltaw", "Deltax")


def _along_root(what: str, head: Node, moved: Node, at: Sequence[Entry], before: Sequence[Entry]) -> Slip | None:
    """The slip in what a step is divided by: the mean itself, or the root of the step before."""
    step = quotient(moved)
    if step is None or not at or not step.divisor:
        return None
    values = [each.printed for each in (*at, *before) if each.printed > 0]
    root = step.divisor**2
    if any(is_near(root, value) for value in {each.printed for each in at} if value > 0):
        return None
    for each in at:
        if each.printed > 0 and is_near(step.divisor, each.printed):
            return _with_root(what, head, step.below, each, ROOT)
    for each in before:
        if each.printed > 0 and is_near(root, each.printed) and values:
            return _with_root(what, head, step.below, at[0], f"it is divided by the root of {each.mark}")
    return None


def _with_root(what: str, head: Node, below: Node, entry: Entry, kind: str) -> Slip:
    """The slip, with the expression as it is if it is divided by the root."""
    [root] = parse_statement(f"sqrt({literal(entry.printed)})").members
    mended = rebuilt(head, lambda part: root if part is below else None)
    return Slip(what, head, mended, str(mended), kind, Fraction(0))


def _turned(mark: Mark, head: Node, base: Node | None, known: Known) -> Slip | None:
    """The slip in the sign of a step, which goes against its gradient."""
    gradients = known.gradients.at(mark.step or 0)
    moved = head.right if isinstance(base, Binary) and isinstance(head, Binary) else head
    step = quotient(moved)
    if len(gradients) != 1 or not gradients[0] or step is None:
        return None
    above = -step.above if isinstance(base, Binary) and base.op == "-" else step.above
    sizes = [rate * abs(gradients[0]) for rate in known.rates]
    if not any(is_near(abs(above), size) for size in sizes) or (above < 0) == (gradients[0] > 0):
        return None
    if isinstance(base, Binary):
        other = Binary("+" if base.op == "-" else "-", base.left, base.right)
        return Slip(str(mark), head, other, str(other), TURNED, Fraction(0))
    [mended] = parse_statement(f"-({head})").members
    return Slip(str(mark), head, mended, str(mended), TURNED, Fraction(0))


def _of_words(head: Node, before: str, known: Known) -> Outcome:
    """What is to be said about a quotient that words call a step, or a rate: the newest mean stands under its root."""
    plain, sentence = cut_sentences(words(before))[-1], cut_sentences(before)[-1]
    step = quotient(head)
    if step is None or not isinstance(step.below, Literal) or not _STEP.search(before) or _ELSE.search(plain):
        return Outcome()
    if _OTHER_ROOT.search(sentence) or not _is_of_rate(head, known) or _has_square(sentence, step.divisor):
        return Outcome()
    roots = list(known.book.roots(known.under))
    if any(is_near(step.divisor**2, each.printed) for each in roots):
        return Outcome()
    for each in roots:
        if abs(step.divisor - each.printed) <= PRECISE * each.printed and not is_near(each.printed, Fraction(1)):
            return Outcome(head, _with_root("the step", head, step.below, each, ROOT))
    return Outcome()


def _is_of_rate(head: Node, known: Known) -> bool:
    """Whether a rate of the note, or one times a gradient, stands above the line of a quotient, if it has any."""
    above = [abs(value_of(part)) for part in walk(head) if isinstance(part, Literal)]
    gradients = {abs(each) for each in known.gradients.said}
    sizes = {*known.rates, *(rate * each for rate in known.rates for each in gradients)}
    return not known.rates or not sizes.isdisjoint(above)


def _has_square(sentence: str, root: Fraction) -> bool:
    """Whether the square of what a step is divided by stands in its sentence."""
    return any(
        is_near(root**2, Fraction(number)) for number in re.findall(r"(?<![\w.])\d{1,9}(?:\.\d{1,9})?", sentence)
    )


def _of_sum(mark: Mark, total: Node, known: Known) -> Outcome:
    """What is to be said about a change over several steps: it is the sum of those that were worked out."""
    said = printed(total)
    if said is None or mark.step is None or mark.since is None or mark.step - mark.since < 2:
        return Outcome()
    between = range(mark.since + 1, mark.step + 1)
    moving = [step for step in between if known.gradients.at(step) != [0]]
    steps = known.book.changes(mark.letter, moving, known.under)
    found = summed(mark, total, steps) if steps else ""
    return Outcome(total, found) if isinstance(found, Slip) else Outcome(reason=found)
