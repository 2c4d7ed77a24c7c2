"""How long steps are, in rates, and what they are divided by: the first from 0, and step t of a constant gradient."""

from __future__ import annotations

from dataclasses import dataclass

ALWAYS = "oo"  # in place of a number of steps: in the long run
LAWS = {
    "rmsprop": "from 0 and under a constant gradient the mean of squares is (1 - beta^t) g^2 at step t",
    "rmsprop_bias_corrected": "under a constant gradient the corrected mean of squares is g^2",
    "adagrad": "under a constant gradient the sum of squares is t g^2 at step t",
    "adam": "under a constant gradient the means are (1 - beta1^t) g and (1 - beta2^t) g^2, and corrected g and g^2",
    "rmsprop_centred": "under a constant gradient v - m^2 is beta^t (1 - beta^t) g^2 at step t",
    "rmsprop_momentum": "what is added to the buffer tends to a rate, and the buffer to 1/(1 - mu) of that",
}


@dataclass(frozen=True)
class Moment:
    """A rule at a step, with or without its correction; `squares` and `mean` are the decays of its averages.

    The mean of a rule with a buffer is what that keeps of itself.
    """

    rule: str
    step: str
    corrected: bool = False
    squares: str = ""
    mean: str = ""

    @property
    def below(self) -> str | None:
        """What stands below the root, for a gradient of 1.

        >>> Moment("rmsprop", "10", squares="0.9").below, Moment("adagrad", "100").below
        ('1 - 0.9^10', '100')
        """
        match self.rule:
            case rule if rule not in LAWS:
                return None
            case "adagrad":
                return None if self.step == ALWAYS else self.step
            case "rmsprop_centred":
                share = _power(self.squares, self.step)
                return None if self.step == ALWAYS or not share else f"({share})*(1 - {share})"
        if self.corrected or self.step == ALWAYS:
            return "1"
        share = _power(self.squares, self.step)
        return f"1 - {share}" if share else None

    @property
    def above(self) -> str | None:
        """What stands above the root, for a gradient of 1."""
        if self.rule == "rmsprop_momentum":
            return {ALWAYS: f"1/(1 - {self.mean})", "1": "1"}.get(self.step) if self.mean else None
        if self.rule != "adam" or self.corrected or self.step == ALWAYS:
            return "1"
        share = _power(self.mean, self.step)
        return f"1 - {share}" if share else None

    @property
    def length(self) -> str | None:
        """How many rates long the step is.

        >>> Moment("adam", "1", squares="0.999", mean="0.9").length, Moment("adagrad", "9").length
        ('(1 - 0.9)/sqrt(1 - 0.999)', '1/sqrt(9)')
        """
        above, below = self.above, self.below
        if above is None or below is None:
            return None
        if below == "1":
            return above
        return f"{above if above == '1' else f'({above})'}/sqrt({below})"

    def of(self, what: str) -> str | None:
        """The length of the step, or the mean of squares, its root, or the rate over that.

        >>> [Moment("rmsprop", "1", squares="0.9").of(what) for what in ("step", "mean", "root", "rate")]
        ['1/sqrt(1 - 0.9)', '1 - 0.9', 'sqrt(1 - 0.9)', '1/sqrt(1 - 0.9)']
        """
        if what == "half-life":
            return f"log(1/2)/log({self.squares})" if self.squares else None
        below = self.below
        if what == "step" or below is None:
            return self.length if below else None
        return {"mean": below, "root": f"sqrt({below})", "rate": f"1/sqrt({below})"}[what]


def _power(decay: str, step: str) -> str:
    """A decay after so many steps; nothing if it is not known."""
    return decay if step == "1" or not decay else f"{decay}^{step}"
