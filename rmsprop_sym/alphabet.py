"""Every letter once: what it stands for, its domain, and how terms and claims are printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count
from typing import TypeGuard

from rmsprop_sym.kernel.certificate import Frozen, normal
from rmsprop_sym.kernel.claim import Claim
from rmsprop_sym.kernel.term import (
    ONE,
    PLUS,
    POWER,
    SUM,
    TIMES,
    ZERO,
    Apply,
    Head,
    Lambda,
    Letter,
    Number,
    Scalar,
    Term,
    free,
    substitute,
    summed,
    term,
)
from rmsprop_sym.search.terms import walk


@dataclass(frozen=True)
class Sequence:
    """A letter with an index, such as the gradient g(t).

    >>> print(show(Sequence("g")(1) ** 2))
    g(1)**2
    """

    name: str

    @property
    def head(self) -> Head:
        """What the kernel knows the sequence by."""
        return Head(self.name, "sequence")

    def __call__(self, index: Scalar) -> Term:
        """The member at an index."""
        return Apply(self.head, (term(index),))


def natural(name: str) -> Letter:
    """A letter for one of 0, 1, 2, ..."""
    return Letter(name, natural=True)


# Hyper-parameters, with the domains in which a rule is meant.
eta, eps, mu = Letter("eta"), Letter("eps"), Letter("mu")
lamda = Letter("lamda")  # lambda, which Python keeps for itself
beta, beta1, beta2 = Letter("beta"), Letter("beta1"), Letter("beta2")

# Names that no state and no hyper-parameter of a rule may have.
RESERVED = frozenset({*"gijkntx", "theta", "sum", "abs", "sqrt", "sign", "max", "min", "exp", "log", "limit"})

# Steps and indices.
t, n, k, i, j = map(natural, "tnkij")

# Inputs, and letters for whatever a statement needs: a constant square, a factor, a scale, a curvature, numbers.
g = Sequence("g")
G, K, c, h, x, y, z = map(Letter, "GKchxyz")


def _decay(letter: Letter) -> tuple[Claim, Claim]:
    return Claim(ZERO, "<", letter), Claim(letter, "<", ONE)


DOMAINS: dict[Letter, tuple[Claim, ...]] = {
    eta: (Claim(ZERO, "<", eta),),
    eps: (Claim(ZERO, "<=", eps),),
    mu: (Claim(ZERO, "<=", mu), Claim(mu, "<", ONE)),
    beta: _decay(beta),
    beta1: _decay(beta1),
    beta2: _decay(beta2),
}


def square_root(value: Scalar) -> Term:
    """The square root, as a term."""
    return term(value).sqrt()


def logarithm(value: Scalar) -> Term:
    """The natural logarithm, as a term."""
    return Apply(Head("log"), (term(value),))


def total(body: Term, index: Letter, low: Scalar, high: Scalar) -> Term:
    """The sum of the body over index = low, ..., high."""
    return summed(body, index, low, high)


# --- print form ---------------------------------------------------------------------------------------


def show(*things: Term | Claim) -> str:
    """The things in plain characters; the states of a rule's run with its own letters are printed bare."""
    return "; ".join(shown(things))


def shown(things: Iterable[Term | Claim]) -> list[str]:
    """Each thing in plain characters, the runs told apart alike in all of them.

    >>> shown([Sequence("g")(t) / 2, Claim(beta, "<", ONE)])
    ['g(t)/2', 'beta < 1']
    """
    things = list(things)
    printer = _Printer({})
    for key, run in runs(things).items():  # what owns a run may hold states of the runs before it
        made = [*[run.rule] * run.named, *map(printer.thing, run.details())]
        printer.labels[key] = f"[{', '.join(made)}]"
    return [printer.thing(thing) for thing in things]


def terms_of(thing: Term | Claim) -> tuple[Term, ...]:
    """The terms that a thing is made of."""
    return (thing.left, thing.right, *thing.within) if isinstance(thing, Claim) else (thing,)


def visible(thing: Term | Claim) -> Iterable[Term]:
    """Every term that is printed; what owns a run is not."""
    waiting = list(terms_of(thing))
    while waiting:
        whole = waiting.pop()
        yield whole
        match whole:
            case Apply(Head(kind="state"), args):
                waiting.append(args[-1])
            case Apply(_, args):
                waiting.extend(args)
            case Lambda(_, body):
                waiting.append(body)


Owners = tuple[Term, ...]
Key = tuple[str, tuple[Frozen, ...]]


@dataclass(frozen=True)
class Run:
    """A run to be told apart: its rule, what owns it and what owns the usual one, and where it is not like others."""

    rule: str
    owners: Owners
    usual: Owners
    own: tuple[int, ...]
    named: bool

    def details(self) -> list[Term | Claim]:
        """What the run is made with: a value in place of a letter as an equation, a letter that was changed as a term.

        >>> of = Head("v", "state", "r", (beta, eps))
        >>> shown([Apply(of, (term(0), 2 * eps, t))])
        ['v[beta = 0, 2*eps](t)']
        """
        return [_detail(self.owners[k], self.usual[k]) for k in self.own]


def _detail(owner: Term, usual: Term) -> Term | Claim:
    match owner, usual:
        case Lambda(i, Apply(own, (j,))), Lambda(_, Apply(head, _)) if i == j and own == head:
            return Letter(head.name)
        case Lambda(i, body), Lambda(_, Apply(head, _)):
            alone = not any(isinstance(x, Letter) and x.natural for x in free(owner))
            return Claim(Apply(head, (i,)), "=", body) if head not in free(body) else body if alone else owner
    return owner if free(usual) <= free(owner) else Claim(usual, "=", owner)


def runs(things: Collection[Term | Claim]) -> dict[Key, Run]:
    """The runs that the things speak of: those of several rules, and all that are not on their rule's own letters."""
    states = [s for thing in things for whole in terms_of(thing) for s in walk(whole) if is_state(s)]
    by_size = sorted(states, key=lambda s: (len(repr(s.args[:-1])), repr(s)), reverse=True)
    first = dict(reversed({key_of(state): state for state in by_size}.items()))
    named, index = len({rule for rule, _ in first}) > 1, _unused(things)
    found = {}
    for (rule, own), state in first.items():
        usual = _usual(state)
        rivals = [_frozen(usual), *(theirs for r, theirs in first if r == rule)]
        places = tuple(k for k, owner in enumerate(own) if any(theirs[k] != owner for theirs in rivals))
        if places or named:
            owners = tuple(_over(index, owner) for owner in state.args[:-1])
            found[rule, own] = Run(rule, owners, usual, places, named)
    return found


def _unused(things: Iterable[Term | Claim]) -> Letter:
    """An index for the gradients of a run, which the things around it do not speak of."""
    spoken = {x for thing in things for whole in visible(thing) for x in (whole, *_bound(whole))}
    return next(x for x in map(natural, chain("ijkns", map("i{}".format, count()))) if x not in spoken)


def _bound(whole: Term) -> tuple[Letter, ...]:
    return (whole.index,) if isinstance(whole, Lambda) else ()


def _over(index: Letter, owner: Term) -> Term:
    """The owner, its members counted by the index if that is free to do so."""
    if not isinstance(owner, Lambda) or index in free(owner.body):
        return owner
    return Lambda(index, substitute(owner.body, {owner.index: index}))


def key_of(state: Apply) -> Key:
    """What the run of a state is known by: the rule, and the normal forms of what owns it."""
    return state.head.rule, _frozen(state.args[:-1])


def is_state(whole: Term) -> TypeGuard[Apply]:
    """Whether the term is a state of a run at a step."""
    return isinstance(whole, Apply) and whole.head.kind == "state"


def _usual(state: Apply) -> Owners:
    """What owns the run of the rule with its own letters, which the head of a state tells."""
    letters = [x if isinstance(x, Letter) else Lambda(i, Apply(x, (i,))) for x in state.head.owners]
    return tuple(letters or map(_letter, state.args[:-1]))


def _letter(owner: Term) -> Term:
    """What may have stood in place of the owner, if nobody tells."""
    match owner:
        case Letter() | Lambda(_, Apply(Head(_, "sequence"), (Letter(),))):
            return owner
        case Lambda():
            return Lambda(i, g(i))
    return Letter("?")


def _frozen(owners: Owners) -> tuple[Frozen, ...]:
    return tuple(frozenset(normal(owner).items()) for owner in owners)


@dataclass(frozen=True)
class _Printer:
    """Prints with as few brackets as the precedence of sums, products, powers allows."""

    labels: dict[Key, str]

    def thing(self, thing: Term | Claim) -> str:
        if isinstance(thing, Term):
            return self.term(thing)
        match thing:
            case Claim(Lambda(index, left), "->", right):
                return f"{self.term(left)} -> {self.term(right)} as {index.name} -> oo"
            case Claim(Lambda(index, left), relation, Lambda(other, right), ends):
                same = right if index == other else Apply(Head("at"), (right, index))
                ranges = f"{index.name} >= {self.term(ends[0])}" if len(ends) == 1 else self._range(index, ends)
                return f"{self.term(left)} {relation} {self.term(same)} for every {ranges}"
        return f"{self.term(thing.left)} {thing.relation} {self.term(thing.right)}"

    def _range(self, index: Letter, ends: tuple[Term, ...]) -> str:
        return f"{index.name} = {self.term(ends[0])}, ..., {self.term(ends[1])}"

    def term(self, whole: Term, above: int = 0) -> str:
        level, written = self._levelled(whole)
        return f"({written})" if level < above else written

    def _levelled(self, whole: Term) -> tuple[int, str]:
        match whole:
            case Number(value):
                return (4 if value >= 0 and value.denominator == 1 else 1), str(value)
            case Letter(name):
                return 4, name
            case Lambda(index, body):
                return 0, f"{index.name} -> {self.term(body)}"
            case Apply(head, (a, b)) if head == PLUS:
                right = self.term(b, 1)
                return 0, self.term(a) + (f" - {right[1:]}" if right.startswith("-") else f" + {right}")
            case Apply(head, (a, b)) if head == TIMES:
                return 1, self._product(a, b)
            case Apply(head, (a, Number(n))) if head == POWER and n < 0:
                return 1, f"1/{self.term(a if n == -1 else a**-n, 3)}"
            case Apply(head, (a, b)) if head == POWER:
                return 3, f"{self.term(a, 4)}**{self.term(b, 4)}"
            case Apply(head, (Lambda(index, body), low, high)) if head == SUM:
                return 4, f"sum({self.term(body)}, {index.name}, {self.term(low)}, {self.term(high)})"
            case Apply(Head(name, "state"), (*_, index)):
                return 4, f"{name}{self.labels.get(key_of(whole), '')}({self.term(index)})"
            case Apply(head, args):
                return 4, f"{head.name}({', '.join(self.term(arg) for arg in args)})"
        raise TypeError(f"{whole!r} is no term")

    def _product(self, a: Term, b: Term) -> str:
        if a == Number(Fraction(-1)):
            return f"-{self.term(b, 1)}"
        match b:
            case Apply(head, (base, Number(n))) if head == POWER and n < 0:
                return f"{self.term(a, 1)}/{self.term(base if n == -1 else base**-n, 3)}"
        return f"{self.term(a, 1)}*{self.term(b, 2)}"
