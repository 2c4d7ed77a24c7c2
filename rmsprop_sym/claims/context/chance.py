"""Claims about means and variances, as prose prints them: `E s_t = (1-ρ^t)(μ²+σ²)` where μ and σ² have been named.

A claim is accused by a law of which all is so that the note has said anywhere; it survives if it holds on every law
that its sentence and its section allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from rmsprop_sym.claims.arithmetic.comparison import OPPOSITE
from rmsprop_sym.claims.context.drawn import DECAYS, Claim, Expected
from rmsprop_sym.claims.context.links import prints_digits
from rmsprop_sym.claims.conventions.model import GRADIENT, Model
from rmsprop_sym.claims.expressions.formula import NATURALS
from rmsprop_sym.claims.expressions.moments import MEAN, SIGNS, is_moment, moments_in
from rmsprop_sym.claims.expressions.syntax import Apply, Call, Chain, Literal, Name, Node, walk
from rmsprop_sym.claims.expressions.tree import applied_in, names_in, rebuilt
from rmsprop_sym.claims.limits import guarded
from rmsprop_sym.claims.unreadable import Unreadable
from rmsprop_sym.claims.verdict import Evidence, Grade, Undecided, Unread, Verdict
from rmsprop_sym.claims.words.disowning import disowned, disowned_below
from rmsprop_sym.claims.words.laws import (
    COIN,
    FLAT,
    INDEPENDENT,
    NORMAL,
    UNIT,
    Chance,
    chance,
    facts_in,
    is_late,
    is_pinned,
    lasting,
    named_by,
    near,
    without_laws,
)
from rmsprop_sym.claims.words.sentence import Formula
from rmsprop_sym.claims.words.wording import cut_sentences, is_condition, supposes, words

SAID = "what law the gradients have is not said in words that are known here"
TWICE = "a letter stands for two moments"
CLOSER = "it fails for some gradients, but not for all that the note may mean"
ABOUT = "it is about a value that is only near"
SCALE = "one side has no scale of the gradients, and none is given"
DEPENDENT = "it may hold for independent gradients only, and it is not said that they are"
BESIDE = "{!r} beside it may be a condition that is not read"
LATE = "it holds in the long run, and not at each step"
STRICT = "it holds with equality for gradients of one size, and is stated without"
DECAY = "it holds for some decays only, and has none"
STARTS = "where a state starts is said otherwise"
_WEAKER = {"<": "<=", ">": ">="}
FEWER = 2  # decays that are enough where a claim is about each
_JENSEN = re.compile(r"\b(?:jensen|concav|convex)", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(?:if|when\w*|unless|would|could|might|suppos\w*|assum\w*|provided|except|only|without|instead|almost|approximately|roughly"
    r"|nearly|correlat\w*|ignor\w*|neglect\w*|constant|late|large|small|old|equilibrium|warm\w*|started|initiali\w+"
    r"|conditional\w*|given|bounded|heuristic\w*|short|slow\w*|fast|early|were|was|stationar\w*)\b|\?",
    re.IGNORECASE,
)
_NEARING_1 = re.compile(r"(?:\\(?:to|rightarrow|uparrow|nearrow|approx)(?![A-Za-z])|[→↑↗≈])\s*1(?![\d.])")
_SETS = re.compile(
    r"\b(?:with|where|let|take|set|put|choose|chosen|say|scaled?|such\s+that|so\s+that)\s*$", re.IGNORECASE
)
_ENDS_WITH = re.compile(
    r"^(?!.*\b(?:if|when|let|suppose|assume)\b).*\b(?:fluctuates?|var(?:y|ies)|spreads?|scatters?|ends?\s+up|left)\b[^,;:]*\bwith\W*$",
    re.IGNORECASE,
)
_BY_JENSEN = re.compile(
    r"\b(?:because|since|for|as)\s+(?:the\s+)?(?:\w+\s+){1,3}is\s+(?:strictly\s+)?(?:concave|convex)\b", re.IGNORECASE
)


def is_about_chance(chain: Chain) -> bool:
    """Whether a formula states something about means or variances.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> is_about_chance(parse_formula("E[v_t] = s")), is_about_chance(parse_formula("E_t = s"))
    (True, False)
    """
    return bool(chain.relations) and any(True for _ in moments_in(chain))


def is_of_chance(formula: Formula) -> bool:
    """Whether a formula is about means or variances, or gives one that has a name its value under a certain law."""
    return is_about_chance(formula.chain) or _values_a_moment(formula)


def states_a_moment(formula: Formula) -> bool:
    """Whether a formula says what moments are that have names already, though a condition may seem to stand before."""
    if is_about_chance(formula.chain) and _ENDS_WITH.search(cut_sentences(formula.before)[-1]):
        return True
    if not is_of_chance(formula) or is_condition(formula.before) or supposes(formula.before) is not None:
        return False
    if of_states(formula.chain) is not None or _names_a_moment(formula):
        return False
    letters = {*map(Name, names_in(formula.chain) - {GRADIENT, *NATURALS})}
    return letters <= {*(chance(_above(formula)).meanings or {})}


def _values_a_moment(formula: Formula) -> bool:
    """Whether it says what a moment is worth that was named above: for fair signs, `s = 1`."""
    letters = {part for part in walk(formula.chain) if isinstance(part, Name | Apply)}
    before = cut_sentences(formula.before)[-1]
    if not formula.chain.relations or not letters or not is_pinned(facts_in(before)) or _SETS.search(before):
        return False
    return letters <= {*(chance(_above(formula)).meanings or {})}


def verdicts(
    formula: Formula, empty: Verdict, model: Model | None, plain: Sequence[Verdict], *, otherwise: bool
) -> Iterator[Verdict]:
    """What is known about each link of a formula about moments; `plain` are verdicts that decide it otherwise."""
    if any(each.grade not in {Grade.OPEN, Grade.UNREAD} for each in plain):
        yield from plain
        return
    if _names_a_moment(formula):
        return
    chain, given = formula.chain, tuple(sorted(_told(formula)))
    for k, relation in enumerate(chain.relations):
        link = chain.link(k)
        started = perf_counter()
        evidence = guarded(lambda link=link: judged(formula, link, model, otherwise=otherwise))  # type: ignore[misc]
        kind = "unread" if isinstance(evidence, Unread) else "inequality" if relation not in "=≈" else "identity"
        rule = model.rule.name if model else None
        seconds = perf_counter() - started
        verdict = replace(
            empty, kind=kind, evidence=evidence, read_as=str(link), given=given, rule=rule, seconds=seconds
        )
        if len(chain.relations) > 1:
            span = link.members[1].span
            place = replace(empty.place, column=1 + span.start, end_column=1 + span.end)
            verdict = replace(verdict, place=place, text=formula.text[span.start : span.end])
        yield verdict


def at_rest(formula: Formula, families: Sequence[Sequence[Model]]) -> Formula:
    """The formula with a step for states that have none in it, where words say late, or where no step matters."""
    links = map(formula.chain.link, range(len(formula.chain.relations)))
    if not (is_late(formula.supposing) or any(map(is_jensen, links))):
        return formula
    models = [model for family in families for model in family]
    states = {theirs for model in models for theirs, ours in model.letters.items() if ours in model.rule.states}

    def stepped(node: Node) -> Node | None:
        match node:
            case Name(name=name) if name in states:
                return Apply(name, (Name("t"),), span=node.span)
        return None

    return replace(formula, chain=formula.chain.rebuilt(stepped))


def _names_a_moment(formula: Formula) -> bool:
    """Whether a formula gives a moment of the gradient its name, by a letter that has none before."""
    before = chance([*_above(formula), formula.leading]).meanings or {}
    return any(letter not in before for letter, _ in named_by(formula.chain))


def _above(formula: Formula) -> list[str]:
    """The passages before that of the formula."""
    return [text for text in formula.texts if formula.text not in text]


def _told(formula: Formula) -> set[str]:
    """What was supposed of the law of the gradients."""
    return {*chance([*near(formula.texts), formula.supposing]).facts}


def judged(formula: Formula, link: Chain, model: Model | None, *, otherwise: bool) -> Evidence:
    """What is known about a link of a formula about moments; otherwise a state may start elsewhere."""
    try:
        return _judged(formula, _translated(link, model), model, otherwise=otherwise)
    except Unreadable as error:
        return Unread(error.reason)


def _judged(formula: Formula, link: Chain, model: Model | None, *, otherwise: bool) -> Evidence:
    if link.relations[0] not in OPPOSITE:
        return Undecided(ABOUT)
    sentence = formula.supposing.replace(f"${formula.text}$", " ")
    texts = [text.replace(formula.text, " ") for text in formula.texts]
    everything = chance([*lasting(texts, formula.leading), formula.leading, sentence])
    here = chance([*near(texts), sentence])
    meanings = everything.meanings
    if meanings is None and not is_jensen(link):
        return Undecided(TWICE)
    claim = Claim(link, model, meanings or {}, late=is_late(sentence))
    if otherwise and claim.steps:
        return Undecided(STARTS)
    named = _JENSEN.search(sentence) is not None
    if is_jensen(link) and (known := _of_any_law(claim, everything, named=named)):
        doubt = _quoted(formula) if named and known.grade is Grade.REFUTED else _doubt(formula)
        return Undecided(doubt) if doubt else known
    if not everything.laws or not here.laws:
        return Undecided(SAID)
    known = _known(claim, here, everything)
    if claim.late and claim.counts_steps and known.grade is Grade.SURVIVED:  # it is said for each step, too
        early = _known(replace(claim, late=False), here, everything)
        known = known if early.grade is Grade.SURVIVED else Undecided(LATE)
    maybe_late = claim.steps and not claim.late and is_late(f"{formula.heading} . {formula.intro} . {formula.leading}")
    endless = claim.steps and claim.is_endless and not claim.late
    if (maybe_late or endless) and known.grade is Grade.REFUTED:
        late = _known(replace(claim, late=True), here, everything)
        holds_late = late.grade is Grade.SURVIVED and (endless or claim.counts_steps)
        known = Undecided(LATE) if holds_late else late
    if known.grade is Grade.REFUTED and any(map(prints_digits, link.members)):
        return Undecided(ABOUT)
    doubt = _doubt(formula)
    if known.grade is Grade.SURVIVED and claim.is_nonlinear and not everything.independent:
        return Undecided(doubt or DEPENDENT)
    return Undecided(doubt) if doubt and known.grade in {Grade.SURVIVED, Grade.REFUTED} else known


def _of_any_law(claim: Claim, everything: Chance, *, named: bool) -> Evidence | None:
    """How a claim compares that is so under every law, or fails under every normal one; None if it is neither.

    Where the inequality is `named`, or what makes it hold, its other direction is what is claimed, of what is random.
    """
    relation = claim.chain.relations[0]
    weak = replace(claim, chain=replace(claim.chain, relations=(_WEAKER.get(relation, relation),)))
    known = _held(weak, Chance(frozenset({INDEPENDENT}), everything.named))
    if known.grade is Grade.REFUTED:
        random = named and not everything.facts & {UNIT, COIN, FLAT}  # squares of one size are not
        return known if random or (NORMAL in everything.facts and everything.laws) else None
    if relation in _WEAKER and known.grade is Grade.SURVIVED:
        return None if is_pinned({*everything.facts}) else Undecided(STRICT)
    return known if known.grade is Grade.SURVIVED else None


def _known(claim: Claim, here: Chance, everything: Chance) -> Evidence:
    """What is known of a claim: it survives by what is said near it, and is refuted by all that is said."""
    known = _held(claim, replace(here, named=everything.named))
    if known.grade is not Grade.REFUTED:
        return known
    if claim.is_unscaled and not everything.facts & {UNIT, COIN, FLAT}:
        return Undecided(SCALE)
    found = _held(claim, everything), _held(claim, everything.narrow)
    return found[0] if {each.grade for each in found} == {Grade.REFUTED} else Undecided(CLOSER)


def _held(claim: Claim, law: Chance) -> Evidence:
    """How the claim compares on the laws; without a decay it must be so for each."""
    many = DECAYS if claim.model and not claim.has_decay else DECAYS[: FEWER if claim.model else 1]
    found = [Expected(tuple(claim.samples(law.laws, decay))) for decay in many]
    together = Expected(tuple(each for one in found for each in one.found))
    alike = len({each.grade for each in found}) == 1
    return together if claim.has_decay or alike else Undecided(DECAY)


def _quoted(formula: Formula) -> str | None:
    """The word by which the note does not claim it."""
    quoted = disowned(formula.before, words(formula.rest)) or disowned_below(formula.heading)
    return BESIDE.format(quoted) if quoted else None


def _doubt(formula: Formula) -> str | None:
    """The words beside a claim that may suppose something else, or by which the note does not claim it."""
    before, after = cut_sentences(formula.leading)[-1], cut_sentences(formula.rest)[0]
    if quoted := _quoted(formula):
        return quoted
    said = words(without_laws(f"{before} . {after}"))
    found = _DOUBT.search(_BY_JENSEN.sub(" ", said)) or _NEARING_1.search(f"{before} {after}")
    return BESIDE.format(found[0]) if found else None


def _translated(chain: Chain, model: Model | None) -> Chain:
    """The link in the letters of the rule."""
    if model is None:
        return chain
    hidden = chain.rebuilt(_hidden)
    shown = model.translated(hidden)
    return shown.rebuilt(_shown)


def _hidden(node: Node) -> Node | None:
    match node:
        case Apply(name=name, arguments=arguments) if is_moment(node):
            return Call(name, arguments, span=node.span)
        case Apply(name="mu" | "kappa" as name, arguments=(Literal(text=text),)):
            return Name(f"{name}_{text}", span=node.span)
    return None


def _shown(node: Node) -> Node | None:
    match node:
        case Call(function=name, arguments=arguments) if name in SIGNS:
            return Apply(name, arguments, span=node.span)
        case Name(name=name) if name.startswith(("mu_", "kappa_")):
            stem, _, index = name.partition("_")
            return Apply(stem, (Literal(index),), span=node.span)
    return None


def of_states(chain: Chain) -> Chain | None:
    """The states of which a formula has moments, or None if it has only those of the gradient."""
    states = tuple(applied_in(chain.rebuilt(_hidden)))
    return Chain(states, ("=",) * (len(states) - 1)) if any(part.name != GRADIENT for part in states) else None


def is_jensen(link: Chain) -> bool:
    r"""Whether a link compares the mean of a function with that function of the mean.

    >>> from rmsprop_sym.claims.expressions.formula import parse_formula
    >>> [is_jensen(parse_formula(text)) for text in (r"E\sqrt{v_t} \le \sqrt{E v_t}", r"E v_t \le \sqrt{E v_t^2}")]
    [True, False]
    """
    left, right = link.members
    return _compares(left, right) or _compares(right, left)


def _compares(mean: Node, other: Node) -> bool:
    """Whether the first is the mean of what the second is with a mean inside."""
    means = [part for part in walk(other) if isinstance(part, Apply) and part.name == MEAN and is_moment(part)]
    match mean:
        case Apply(name=name, arguments=(body,)) if name == MEAN and len(means) == 1 and other != means[0]:
            return rebuilt(other, lambda part: part.arguments[0] if part == means[0] else None) == body
    return False
