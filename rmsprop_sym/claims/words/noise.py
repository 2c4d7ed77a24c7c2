r"""Gradients that are written as a mean and a noise: `$g_t = \mu + \sigma\xi_t$` with standard normal `$\xi_t$`.

What is said of the noise, that it has mean zero or unit variance, is not said of the gradient then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rmsprop_sym.claims.expressions.formula import formula_in
from rmsprop_sym.claims.expressions.syntax import Apply, Binary, Name, Node
from rmsprop_sym.claims.symbolic.expected import GRADIENT

_DOLLARS = re.compile(r"\$+([^$]+)\$+")
_RANDOM = re.compile(r"\bnoise\b|\bi\.?\s?i\.?\s?d\b|\brandom\b|\bnormal\b|\bgaussian\b", re.IGNORECASE)


@dataclass(frozen=True)
class Noisy:
    """The mean and the scale of a gradient around its noise, each None where it is not there."""

    mean: Node | None
    scale: Node | None


def noisy(text: str) -> Iterator[Noisy]:
    r"""Each way in which a text writes the gradient as a mean and a noise.

    >>> [(str(each.mean), str(each.scale)) for each in noisy(r"$g_t = \mu + \sigma\xi_t$ with white noise $\xi_t$.")]
    [('mu', 'sigma')]
    >>> list(noisy(r"Let $g_t = \mu + \sigma$."))
    []
    """
    if not _RANDOM.search(text):
        return
    for match in _DOLLARS.finditer(text):
        chain = formula_in(match[1])
        if chain and chain.relations == ("=",) and _is_gradient(chain.members[0]):
            yield from _split(chain.members[1])


def _split(node: Node) -> Iterator[Noisy]:
    match node:
        case Binary(op="+", left=mean, right=rest):
            yield from (Noisy(mean, each.scale) for each in _split(rest) if each.mean is None)
        case Binary(op="*", left=Name() as scale, right=noise) if _is_noise(noise):
            yield Noisy(None, scale)
        case _ if _is_noise(node):
            yield Noisy(None, None)


def _is_gradient(node: Node) -> bool:
    return isinstance(node, Apply | Name) and node.name == GRADIENT


def _is_noise(node: Node) -> bool:
    return isinstance(node, Apply) and node.name != GRADIENT and isinstance(node.arguments[0], Name)
