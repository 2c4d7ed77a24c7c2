"""Words that change nothing of what a sentence about memory says: if it has no others, it is understood."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = frozenset(
    re.findall(
        r"\w+",
        """
a about above account accounts accumulate accumulated accumulator adding after again age ago all alone already also
always amounts an and approximately are around as at attained average averaging back bad batch batches be becomes
been before being belong belongs below beyond both brings build built bump but by can carried carries carry collect
collected come comes coming complete comprise comprises contain contains contribute contributed
contributes contribution contributions count counts cover covered covers current decay decayed decaying
decays denominator did dies down drop dropped drops during dwindled each earlier effect either enough enter enters
entire essentially even eventually every exactly expectation exponential exponentially fade faded fades fall
fallen falling falls far fast fifth filled fills filter final first for forget forgets forgot forgotten found fourth
from full gather gathered gets give given gives goes going gone good got gradient gradients half
halve halved halves halving hardly has have height held hence history hold holds hour how however in indeed
influence initial into is it iteration iterations its itself jump just keep keeps large larger last later latest
least leaves left less lie lies life like limit limits long longer lose loses losing lost lot main make makes many
mass matter matters mean means measured memory mere merely min minibatch minibatches missing more moreover most
moving ms much namely near nearly need needed needs new newest next nothing now of off old older on once one ones
only original our out outlier over own part past peak per persist plain possible practically precise
present previous quickly quite rather reach reached reaches reduced remain remaining remains remember remembered
remembers requires rest retains rms root roughly running s same sample samples see seen settled share
shock short shorter shrinks shrunk sight since single sit sits size slow slower slowly small so some soon spike
spikes spread square squared squares stands start started starting starts state stationary stays steady step steps
still stood strength such suffice sum sums survive survives take taken takes term terms that the their them then
there therefore these they thing things third this those though three through thus till time times to together too
total toward towards trace turn two under until up update updates us user usual usually value values very visible
wait was washed way we weigh weighs weight weighted weights well were what whatever where whereas which while whole
will with within without yet you your
""",
    )
)
_DECAY = re.compile(r"\b[a-z]+(?:_?[12])? ?= ?0?\.\d+|(?<![\w.])0?\.\d+(?!\d| ?%)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e-?\d+)?(?: ?%)?(?![\w.]?\d)")
_IDIOMS = re.compile(r"\b(?:after|in) (?:a|the) long run\b|\b(?:older|other) than\b", re.IGNORECASE)
_LETTER = re.compile(
    r"\b[tnkhT](?= ?[=≈])"
    r"|\bsqrt\( ?[\w\[\]^]+ ?\)|[A-Za-z]+(?:\[g\^2\])?_\(?\w\)?|E\[g\^2\]"
    r"|(?<![A-Za-z'])[g](?:_\w)?(?:\^2)?(?![A-Za-z])"
)


def is_understood(text: str, names: Iterable[str]) -> bool:
    """Whether a text has no words but known ones, besides numbers and these names.

    >>> is_understood("After 20 steps an old weight of v_t has dropped to §", ["v"])
    True
    >>> is_understood("After 20 steps the pruned weights have dropped to §", ["v"])
    False
    """
    bare = _NUMBER.sub(" ", _LETTER.sub(" ", _DECAY.sub(" ", _IDIOMS.sub(" ", text))))
    known = {*names, *_WORDS}
    return all(word in known or word.lower() in known for word in re.findall(r"[A-Za-z_']+", bare))
