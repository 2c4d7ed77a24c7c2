"""How a course writes the letters: profiles, which are data, and the LaTeX of every letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml

from rmsprop_sym import alphabet
from rmsprop_sym.errors import UserError
from rmsprop_sym.kernel.term import Letter
from rmsprop_sym.rules import RULES

# What a course may call each of four letters: the word on the command line, and its LaTeX.
ROLES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "state": ("v", {"v": "v", "s": "s", "E[g^2]": r"\mathbb{E}[g^2]"}),
    "decay": ("beta", {"beta": r"\beta", "rho": r"\rho", "gamma": r"\gamma", "alpha": r"\alpha"}),
    "rate": ("eta", {"eta": r"\eta", "alpha": r"\alpha"}),
    "parameter": ("theta", {"w": "w", "x": "x", "theta": r"\theta"}),
}

GREEK = frozenset((
    "alpha", "beta", "gamma", "delta", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi", "pi",
    "rho", "sigma", "tau", "phi", "chi", "psi", "omega",
    "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
))  # fmt: skip
VARIANTS = ("varepsilon", "epsilon", "vartheta", "varrho", "varphi", "ell", "nabla")
_PLAIN = re.compile(r"[A-Za-z]{1,12}")
_SIGN = rf"(?:[A-Za-z]|\\(?:{'|'.join((*sorted(GREEK), *VARIANTS))}))"
_LATEX = re.compile(rf"{_SIGN}|\\(?:mathbf|mathrm|mathcal|mathbb|mathsf|mathit|bar|tilde|vec)\{{{_SIGN}+\}}")
TOO_LONG = 10_000  # signs; a profile has a line for each letter
_NAME = re.compile(r"(?P<stem>[A-Za-z]+?)(?P<hat>hat)?_?(?P<digits>\d*)(?P<primes>_*)")


@dataclass(frozen=True)
class Symbol:
    """The LaTeX of a letter: what it is called, and what already stands below it."""

    core: str
    lower: str = ""

    def __str__(self) -> str:
        """The letter alone."""
        return self.core + (f"_{braced(self.lower)}" if self.lower else "")


@dataclass(frozen=True)
class Notation:
    """What the letters are called; those that a profile does not name keep their own names."""

    of: Mapping[str, str] = field(default_factory=dict)

    def symbol(self, name: str) -> Symbol:
        r"""The LaTeX of a letter of the alphabet.

        >>> print(read("rho").symbol("beta2"), read("").symbol("vhat"), read("").symbol("eps"))
        \rho_2 \hat{v} \varepsilon
        """
        match = _NAME.fullmatch(name)
        if match is None:
            return Symbol(rf"\mathit{{{name.replace('_', ' ')}}}")
        core = self.of.get(match["stem"]) or _own(match["stem"])
        wide = "widehat" if len(core) > 1 and not core[1:].isalpha() else "hat"
        hatted = rf"\{wide}{{{core}}}" if match["hat"] else core
        return Symbol(hatted + "'" * len(match["primes"]), match["digits"])

    def apart(self, names: Iterable[str]) -> Notation:
        r"""The notation in which no two of these are written alike: a letter that the profile does not name gives way.

        >>> print(*map(read("x").apart(["theta", "x"]).symbol, ("theta", "x", "x2")))
        x \tilde{x} \tilde{x}_2
        """
        stems = set(map(_stem, names))
        taken = {self.of[stem] for stem in stems & {*self.of}}
        changed = {stem: rf"\tilde{{{_own(stem)}}}" for stem in stems - {*self.of} if _own(stem) in taken}
        return Notation({**self.of, **changed})

    def refuse_clashes(self) -> None:
        """Raises UserError if the profile writes two letters alike."""
        letters = dict.fromkeys((*(letter for letter, _ in ROLES.values()), *self.of))
        called: dict[str, str] = {}
        for letter in letters:
            other = called.setdefault(self.symbol(letter).core, letter)
            if other != letter:
                raise UserError(
                    f"this notation would write both {other} and {letter} as {self.symbol(letter)}. "
                    f"Choose another one with --notation; there are {offered()}."
                )


STANDARD = Notation()


def _stem(name: str) -> str:
    match = _NAME.fullmatch(name)
    return match["stem"] if match else name


def _own(stem: str) -> str:
    if stem in ("eps", "lamda"):
        return r"\varepsilon" if stem == "eps" else r"\lambda"
    return rf"\{stem}" if stem in GREEK else stem if len(stem) == 1 else rf"\mathit{{{stem}}}"


def braced(index: str) -> str:
    """The index as LaTeX wants it: in braces, unless it is a single sign."""
    return index if len(index) == 1 else f"{{{index}}}"


def offered() -> str:
    """The words that a profile is made of."""
    return "; ".join(f"{role}: {', '.join(words)}" for role, (_, words) in ROLES.items())


def read(text: str) -> Notation:
    r"""The notation that the words, separated by commas, ask for, or a file that ends in .yaml or .yml.

    `rate=alpha` says what a word is for.
    Raises UserError for a word that is not known or may mean two things, and for two letters with one symbol.

    >>> notation = read("E[g^2],rho,alpha,w")
    >>> print(*map(notation.symbol, ("v", "beta", "eta", "theta")))
    \mathbb{E}[g^2] \rho \alpha w
    """
    notation = from_file(Path(text)) if text.endswith((".yaml", ".yml")) else from_words(text)
    notation.refuse_clashes()
    return notation


def from_words(text: str) -> Notation:
    """The notation of a profile of words."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    chosen: dict[str, str] = {}
    for word in sorted(words, key=lambda word: len(_roles(word))):
        roles = [role for role in _roles(word) if role not in chosen] or _roles(word)
        if len(roles) > 1:
            said = " or ".join(f"{role}={word}" for role in roles)
            raise UserError(f"in --notation {word!r} may be for two letters. Write {said}.")
        if roles[0] in chosen:
            raise UserError(f"--notation {text!r} names the {roles[0]} twice. Name it once.")
        chosen[roles[0]] = word.rpartition("=")[2]
    return Notation({ROLES[role][0]: ROLES[role][1][word] for role, word in chosen.items()})


def _roles(word: str) -> list[str]:
    """The roles that a word of a profile may be for."""
    role, equals, symbol = word.rpartition("=")
    found = [r for r, (_, words) in ROLES.items() if symbol in words and role == (r if equals else "")]
    if not found:
        raise UserError(f"--notation does not know {word!r}. There are {offered()}; or name a .yaml file.")
    return found


# --- a profile of one's own ---------------------------------------------------------------------------


def from_file(path: Path) -> Notation:
    """The notation that a file of lines such as `decay: rho` or `eta: a` asks for.

    Raises UserError for a file that cannot be read, a letter that is not known, and a symbol that is none.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}.") from error
    try:
        said = yaml.load(text, Loader=yaml.BaseLoader) if len(text) < TOO_LONG else None  # noqa: S506 - makes text only
    except (yaml.YAMLError, RecursionError) as error:
        raise UserError(
            f"{path} is no YAML: {getattr(error, 'problem', None) or 'it is nested too deeply'}."
        ) from error
    if not isinstance(said, dict) or not all(isinstance(each, str) for pair in said.items() for each in pair):
        raise UserError(f"{path} is no list of letters. Write lines such as `decay: rho` or `eta: a`.")
    return Notation(dict(_spelled(path, name, symbol) for name, symbol in said.items()))


def _spelled(path: Path, name: str, symbol: str) -> tuple[str, str]:
    """A letter and its LaTeX."""
    letter, words = ROLES.get(name, (name, {}))
    if letter not in _letters():
        near = get_close_matches(name, sorted({*ROLES, *_letters()}), n=3)
        meant = f" Did you mean {', '.join(near)}?" if near else ""
        raise UserError(f"{path}: {name!r} is no letter here, nor one of {', '.join(ROLES)}.{meant}")
    if symbol in words:
        return letter, words[symbol]
    if _PLAIN.fullmatch(symbol):
        return letter, _own(symbol)
    if _LATEX.fullmatch(symbol):
        return letter, symbol
    raise UserError(
        f"{path}: {name} cannot be written {symbol!r}. "
        r"Write a letter, a Greek one such as rho or \varrho, or one in an alphabet or accent such as \mathbf{g}."
    )


@cache
def _letters() -> frozenset[str]:
    """The letters that a profile may name: those of the alphabet and of the rules, without their numbers."""
    known = {x.name for x in vars(alphabet).values() if isinstance(x, (Letter, alphabet.Sequence))}
    known |= {name for rule in RULES.values() for name in (*rule.states, *rule.hyper)}
    return frozenset(name.rstrip("0123456789") for name in known)
