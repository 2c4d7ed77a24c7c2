"""What words of prose about steps, memory and growth stand for: each concept and all its phrases, in one place.

A sentence becomes a row of concepts, in which fillers are left out; what no entry knows is `unknown`, and what may
narrow a claim is `if`. Frames are patterns over such rows, so that each phrase can stand in each of them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rmsprop_sym.claims.quantities.elements import PARTS
from rmsprop_sym.claims.quantities.mentions import STEADY, WITH, WITHOUT
from rmsprop_sym.claims.quantities.subjects import NAME

N = r"(?:\d+(?:\.\d+)?(?:e-?\d+)?|(?:1/)?sqrt\(\d+(?:\.\d+)?\))(?: ?/ ?\d+)?"
_END = r"(?![\w^]|\.\d| ?[*/^+])"
_STEP = r"(?:steps?|updates?|moves?|displacements?)"
_STEPS = r"(?:steps|updates|iterations|(?:mini-?)?batches|gradients|squares)"
_SIZE = r"(?:[ -](?:sizes?|lengths?))"
_RULE = re.sub(r"[?]P<n[0-9]+>", "?:", NAME.pattern)
_DECAYED = r"(?:beta|rho|gamma|alpha|decay)(?:_?[12])?"
_PART = rf"(?:(?:an?|one|1)[ -])?(?:{'|'.join(PARTS)})"
_OLD = (
    r"(?:weights?|contributions?|influence|spikes?|outliers?|excess(?:es)?|(?:squared? )?gradients?|squares?|trace"
    r"|memory|history|sample|observation|start value|initial value)"
)
_TERM = (
    r"(?:\d+(?:\.\d+)?(?:(?=[a-zA-Z(])| (?=(?:eta|lr|alpha|sqrt|log|ln|[Ttnk]\b))))?(?:(?:sqrt|log"
    r"|ln)(?: ?[Ttnk]\b|\([^()]*(?:\([^()]*\)[^()]*)*\))|\([^()]*(?:\([^()]*\)[^()]*)*\)"
    r"|(?!(?:and|as|is|of|the|so|to|in|at|or|a)\b)[A-Za-z]+(?:\[(?:g\^2|\w)\])?(?:_\w|_\([^()]*\))?"
    r"|\d+(?:\.\d+)?(?:e-?\d+)?)(?:\^(?:-?\w+|\([^()]*\)))?"
)
_CONCEPTS: tuple[tuple[str, str], ...] = (
    ("rule", rf"(?:{_RULE})(?:['’]s)?"),
    ("without", WITHOUT),
    ("with", WITH),
    ("fine", (r"as [tnkT] ?(?:-> ?(?:\\?infty|oo|infinity)|grows)|whatever (?:the )?gradients?(?: (?:come in|are"
     r"|do|is))?|(?:ignoring|neglecting|dropping|leaving out|without) eps|eps (?:is |being )?(?:left out"
     r"|ignored|neglected"
     r"|dropped|negligible|aside)|up to (?:the )?sign|in (?:size|length|magnitude|absolute value|words|short"
     r"|numbers)"
     r"|(?:whatever|no matter (?:what|how large)|independent of|for (?:any"
     r"|every)) (?:the )?(?:size of )?(?:the )?(?:first )?"
     r"(?:gradient|g(?:_1)?)(?: (?:is|may be))?|(?:starting )?(?:from|at) (?:zero|0"
     r"|[vrsE](?:_0)? ?= ?0)(?![.\d])|of (?:length|size)"
     r"|after [TtnkN] (?:steps|updates|iterations)|that is why|i\.e\.|e\.g\.|as usual|of course|in fact"
     r"|by the way|(?:long|large)(?= ?(?:[.,;:]|$))")),
    ("same", r"(?:with|on|for|at|after) (?:exactly )?the same gradient(?: again)?"),
    ("steady", STEADY + r"|on a constant slope|gradients of the same (?:size|length)|(?:if "
     r"|when )?all (?:the )?gradients"
     r" (?:have|are of) the same (?:size|length)"),
    ("eventually", (r"in the (?:long run|limit|end|steady state)|eventually|asymptotically|for large t|finally"
     r"|after (?:a long time|many steps)|once (?:it|\w+|everything|the \w+) (?:has|have|is|are) (?:settled"
     r"|warmed up|filled)|after (?:the )?warm-?up")),
    ("when", (r"as soon as|once|in case"
     r"|as long as (?=(?:the |a |all |no |its |our )*(?:\w+ ){1,2}(?:is|are|stays?|remains?|has|have|does|do)\b)")),
    ("pair", (rf"(?:(?:if|when) (?:we|one|you) (?:go|move|change|switch|raise|lower|pass) )?(?:(?:beta|rho|gamma"
     rf"|alpha|the decay|it)"
     rf" (?:changes |goes |rises |is raised )?)?from"
     rf" (?:{_DECAYED} ?= ?)?0?\.\d+ to (?:{_DECAYED} ?= ?)?0?\.\d+(?![\d*^/])")),
    ("doubling", (r"(?:when(?:ever)?|each time|every time|if|as|once|as often as"
     r"|as soon as) (?:the )?(?:[tnkT]\b|number of"
     rf" (?:steps|updates|iterations)|steps?(?: count)?|time) (?:is |has |gets )?(?:doubl\w+|tripl\w+|quadrupl\w+"
     rf"|(?:grow\w*|increas\w+|multipl\w+|ris\w+)(?: by)?(?: a factor)?(?: of)? {N}|(?:becomes |is )?{N} times"
     rf" (?:as large|larger))|(?:doubling|quadrupling|tripling) (?:[tnkT]\b|the (?:number of )?(?:steps|time"
     rf"|updates))"
     rf"|(?:with |after |for )?{N} times as many (?:steps|updates|iterations)")),
    ("first", (rf"(?:very )?(?:first|initial|opening|starting) (?:(?:ever|{_RULE}) )?(?:{_STEP}|one){_SIZE}?"
     rf"|(?:length|size) of (?:the )?(?:very )?first {_STEP}|{_STEP} (?:number )?(?:1|one)\b")),
    ("endstep", (rf"{_STEP} (?:(?:we|you|it|one|they) (?:ends? up with|settles? (?:at|to))|in the long run|at the end"
     rf"|later on)|(?:final|late|eventual|stationary|steady) {_STEP}")),
    ("next", rf"(?:next|following|coming|later|subsequent|ordinary) (?:few |ordinary |normal )*{_STEP}{_SIZE}?"),
    ("nostep", rf"no(?:ne of (?:the|its))? (?:single |later |other |one )*{_STEP}"),
    ("nth", (rf"(?:{_STEP} (?:number )?|t ?= ?|(?:the )?)(?:\d+(?:th|st|nd|rd)?)(?<=th|st|nd|rd) {_STEP}"
     rf"|{_STEP} (?:number "
     rf"|at t ?= ?|t ?= ?)?\d+{_END}(?! times| ?%)"
     rf"|(?:the )?(?:tenth|(?:ten[- ])?(?:10-?)?thousandth|hundredth|millionth) {_STEP}"
     rf"|at (?:{_STEP} |t ?= ?)\d+{_END}(?! times| ?%)")),
    ("eachtime", r"(?:per|each|every|in (?:each|every)|with (?:each|every)) (?:step|update|iteration)"),
    ("distance", (r"(?:total |whole )(?:distance|path|displacement|movement)(?: (?:it|one|you"
     r"|we) (?:can )?(?:ever )?(?:travels?|"
     rf"covers?|goes?|walks?))?|sum of (?:all )?(?:of )?(?:the |its )*{_STEP}{_SIZE}?|distance (?:it|one|you|we)"
     r" (?:can )?(?:ever )?(?:travel|cover|go|walk)|how far (?:it|one|you|we) (?:can )?(?:ever )?(?:travel|come"
     r"|get|go)")),
    ("finite", r"(?:finite|limited|bounded)|(?:sums? to a finite\w*)|converges?|has a (?:finite )?limit"),
    ("infinite", (r"infinite|unlimited|unbounded|diverges?|(?:grows? |increases? )?without (?:a )?(?:bound|limit)"
     r"|not (?:bounded|finite|limited)|any distance|arbitrarily (?:large|far)")),
    ("halflife", rf"half[- ]?li(?:fe|ves)(?: of (?:a |an |the |each |every |old |single )*{_OLD})?"),
    ("manylater", rf"{N} (?:more |further |such )*(?:{_STEPS}|step) (?:later|after|on|ago|back|old)"),
    ("steps", (rf"(?:(?:such )?an? (?:run|stretch) of )?{N} (?:(?:more|further|such|ordinary|training"
     rf"|optimi[sz]er|old|past|equal|zero|quiet) )*(?:{_STEPS}|step)\b")),
    ("times", rf"{N}(?: times|-?fold| ?x)\b|(?:by )?(?:a |the )?factors? (?:of )?{N}{_END}"),
    ("share", rf"(?<![\w.])\d+(?:\.\d+)? ?%|{_PART}\b(?![- ]?li)(?: of)?(?! as)"),
    ("part", rf"(?:{_PART}|half)(?= as)"),
    ("too_long", r"too (?:long|large|big|great|high|fast|quick\w*)"),
    ("too_short", r"too (?:short|small|low|slow\w*|cautious\w*|timid\w*)"),
    ("just_as", (r"(?:just|exactly|still) as (?:long|large|big)(?: as)?|of the same (?:size|length)(?: as)?"
     r"|(?:the )?(?:very |exactly )?same(?: length| size)?(?: as)?(?= (?:first|step|update|as)\b| ?$)"
     r"|equally (?:long|large)|unchanged")),
    ("as_long", r"as (?:long|large|big|great|much|high)(?: as)?|the (?:size|length) of"),
    ("independent", (r"(?:does|do) not depend on(?: the (?:size|length) of)?|(?:is"
     r"|are) independent of(?: the (?:size|length) of)?")),
    ("depends", r"(?:depends|scales|grows|increases) (?:on|with)(?: the (?:size|length) of)?"),
    ("newest", r"(?:last|latest|newest|most recent) [nktm] (?:weights|squares|gradients|terms)"),
    ("lastfew", r"(?:last|latest|newest|most recent) \d+ (?:weights|squares|gradients|terms)"),
    ("older", r"(?:weights |squares |gradients |terms |what is )?older than [nktm] (?:steps|updates)"),
    ("sums", (r"(?:sums?|adds?)(?: up)? to|together (?:make|have|carry|sum to)|(?:have|has|carr(?:y"
     r"|ies))(?: together)?(?: a| the)? (?:total|combined) weight(?: of)?")),
    ("longer", (r"(?:longer|larger|bigger|greater|higher)(?: than)?|(?:more )?(?:aggressive|bold\w*|violent"
     r"|faster)")),
    ("above", r"more than|above|over|at least"),
    ("below", r"(?:less|fewer|no more|not more) than(?! (?:usual|before|normal))|below|under|at most"),
    ("shorter", (r"(?:shorter|smaller|lower|less)(?: than)?(?: usual| before| normal)?"
     r"|(?:more )?(?:cautious|timid|gentle|gentler|slower"
     r"|careful)")),
    ("never", r"(?:can |will |may )?never(?: be)?|cannot(?: ever)?(?: be)?|can not(?: be)?|can't(?: be)?|nor can"),
    ("may", r"(?:can|may|could|might)(?: still| well| even)*(?: be(?:come)?)?"),
    ("falls", (r"(?:has|have|is|are) (?:fallen|dropped|shrunk|decayed|sunk)"
     r"|falls?|decays?|shrinks?|drops?|decreases?|declines?|diminish\w*|vanish\w*|go(?:es)? down"
     r"|dies? out")),
    ("grows", r"grows?|increases?|rises?|climbs?|goes up|accumulates"),
    ("halves", r"halves?|(?:is|are|gets?) (?:only )?(?:halved|cut in half)"),
    ("doubles", r"doubles?|(?:is|are) doubled"),
    ("like", (r"like|proportionally (?:to|with)|(?:(?:directly )?proportional|in proportion) to(?: the (?:size"
     r"|length) of)?|in the order of|as(?= (?:1|t|n|sqrt|log)\b)")),
    ("enough", r"(?:are |is )?(?:enough|sufficient)|suffices?|will do"),
    ("former", (r"(?:of |as )?(?:what (?:it|they) (?:was|were|did|had)|(?:its|their|the) (?:first|original"
     r"|initial|former|old)"
     r" (?:value|weight|size|strength|contribution|influence|height))")),
    ("left", (r"still (?:counts?|weighs?|carr(?:y|ies)|makes? up)|(?:is|are|has|have)?(?: still| then)? ?(?:left"
     r"|remain\w*|surviv\w*|still (?:there|present|alive|in))")),
    ("gone", r"(?:is|are|has|have)?(?: been| then| already)* ?(?:gone|lost|forgotten|faded|washed out|vanished)"),
    ("limit", (r"(?:of )?(?:its |the )?(?:(?:final|limiting|stationary|asymptotic|end|full|constant) (?:value"
     r"|level)|limit\w*"
     r"|steady state|g\^2|c\^2|plateau)")),
    ("takes", r"(?:it |one |you |we |this |that )?(?:takes?|needs?|requires?|has to wait|must wait)"),
    ("choose", (r"(?:take|choose|set|use|pick|put|need|requires?|corresponds to|belongs|means|one (?:takes|needs"
     r"|uses|sets)"
     r"|(?:we|you|i) (?:\w+ )?(?:take|need|set|use|choose|put|pick))")),
    ("start", (r"(?:the )?(?:start(?:s|ing)?(?: phase| of the (?:run|training))?|beginning|first phase"
     r"|early phase|training"
     r" starts?|(?:you|it|one|we) starts?|begins?)")),
    ("firsts", rf"(?:first|early|earliest|initial) (?:few )?(?:{_STEP})"),
    ("slope", (rf"(?:first |initial |single |one |bad |lone )*(?:gradient|spike|outlier"
     rf"|batch) of (?:size )?{N}{_END}")),
    ("steeper", (r"(?:if |when )?(?:the )?(?:first |initial )*gradient (?:that )?(?:is|were|becomes"
     r"|has been) (?:\d+(?:\.\d+)?) times (?:as (?:large|big)|larger)|for (?:the (?:loss"
     r"|function) )?[fL]\(\w\) ?= ?\d[^,;]*?(?= the\b| our\b|,)")),
    ("rate_of", r"effective (?:learning[ -]rate|rate|step size|lr)|learning[ -]rates?"),
    ("step", (rf"(?:{_STEP}{_SIZE}?|(?:length|size)s? of (?:the |its )?{_STEP}|\b(?:step|update)[- ]?(?:size"
     rf"|length)s?)")),
    ("total", r"accumulator|(?:sum|total) of (?:the |all )*squares|accumulated (?:sum|squares)|cache"),
    ("memory", r"(?:memory|window|horizon|averaging (?:time|window))(?: length)?"),
    ("mean", r"(?:running |moving |exponential |the )*(?:average|mean|mean square|ema)s?(?: of (?:the )?squares)?"),
    ("root", r"(?:square )?roots?|rms|denominators?|standard deviation"),
    ("firstone", r"first"),
    ("old", _OLD),
    ("would", r"would(?: then| thus| even| only)* be"),
    ("it", r"it|this|that|they"),
    ("is", (r"(?:(?:has|have) (?:shrunk|fallen|dropped|decayed|sunk) to|(?:is|are) down to|"
     r"is|are|was|has|have|becomes?|gets?|equals?|amounts? to|comes? to|turns? out|makes?|gives?"
     r"|leads? to|"
     r"(?:can )?be|will be|comes? out|multiplies"
     r"|stretches|[=≈])(?: (?:a |the )?"
     r"(?:length|size)(?: of)?)?")),
    ("if", (r"if|unless|when\w*|while|provided|assum\w*|suppos\w*|would|could|might|should|except|only if"
     r"|but for"
     r"|momentum|adam\w*|warm\w*|clip\w*|schedul\w*|noise|noisy|random\w*|\w*correct\w*|cent(?:er|re)\w*|sparse"
     r"|alternat\w*"
     r"|nesterov|vectors?|norm|(?:our|the|this) logs?|runs?|experiments?|tables?|figures?|typically|usually"
     r"|often|average[ds]?|almost|nearly"
     r"|measured|observed|said|says|hypothetical\w*|before|second|other|another|instead|loss"
     r"|epochs?|with|weight decay|restart\w*|reset|tiny|batch(?:es)?|versions?|drop\w*|seed|library")),
    ("until", r"(?:until|before|to (?:get|come|reach|bring)|for)"),
    ("stop", r"(?:and|but|whereas|so|because|since|which|as|hence|therefore|thus|although|though)\b"),
)  # fmt: skip
_FILLERS = frozenset(
    re.findall(
        r"\S+",
        """
    a an the this these its it our of in at by to on for thus therefore hence then now than even still already only
    just exactly always ever also very here there indeed again therefore consequently precisely long own plain
    ordinary usual all each every any one single we you that moreover however about roughly approximately around some
    raising changing going moving increasing lowering switching passing means so both too g_1 size length together
    after every be been much within i e g
    """,
    )
)
_WORDY = re.compile(
    rf"(?P<mark>[,;()]|:(?!=)|—| - | – )|(?P<setting>(?<![\w.])(?:(?:(?:if|when) (?:we|one|you|i) (?:takes?"
    rf"|sets?|uses?|chooses?"
    rf"|chose|had|put) |for|with|at|by|using|of|when|where|taking) ?)?(?P<letter>[A-Za-z]+(?:_?\w)?) ?[=≈]"
    rf" ?(?P<worth>\d+(?:\.\d+)?(?:e-?\d+)?){_END}(?: instead)?)"
    r"|(?P<ofdecay>(?<!\w)(?:for|with|at) 0?\.\d+(?![\w^]|\.\d| ?[*/^+%]))|"
    + "|".join(rf"(?P<{name}>(?<![\w.])(?:{pattern})(?![A-Za-z]))" for name, pattern in _CONCEPTS)
    + "|(?P<filler>(?<![\\w.])(?:"
    + "|".join(_FILLERS)
    + ")(?![\\w^(]))"
    + rf"|(?P<formula>(?<![\w.])-?(?:{_TERM})(?: ?[-+*/] ?(?:{_TERM}))*(?!\w))"
    r"|(?P<unknown>[A-Za-z]['’\w-]*|[^\s.\"“”])",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about|roughly|approximately|around|nearly|almost|some|≈|approx\.?|ca\.?)$", re.IGNORECASE)
_RATES = {"eta", "lr", "alpha", "learning rate"}
_NUMBER = re.compile(rf"(?<![\w.]){N}")


@dataclass(frozen=True)
class Letters:
    """What single letters stand for in a note: its decays, and its means or sums."""

    decays: Collection[str]
    means: Collection[str] = ()

    def concept(self, name: str) -> str:
        """The concept of a letter.

        >>> [Letters(["beta"], ["v"]).concept(each) for each in ("beta", "v", "eta", "t", "z")]
        ['decay', 'state', 'rate', 't', 'unknown']
        """
        if name.replace("_", "") in self.decays:
            return "decay"
        if re.split(r"_|\[\w\]", name)[0] in self.means:
            return "state"
        if name.lower() in _RATES:
            return "rate"
        return "t" if name in {"t", "n", "k", "T"} else "unknown"


@dataclass(frozen=True)
class Token:
    """A concept in a text: where it stands, its words, and whether its number is only about that."""

    concept: str
    start: int
    end: int
    text: str
    about: bool = False

    @property
    def number(self) -> str:
        """The first number in its words, or the part that they name.

        >>> Token("times", 0, 8, "10 times").number, Token("part", 0, 8, "a tenth").number
        ('10', '1/10')
        """
        found = _NUMBER.search(self.text.replace("1 of", "of"))
        named = next((k for word, k in PARTS.items() if re.search(rf"\b{word}\b", self.text, re.IGNORECASE)), None)
        if named and self.concept in ("part", "share", "nth"):
            return f"1/{named}"
        if found and self.concept == "share":
            return f"{found[0]}/100"
        return found[0].replace(" ", "") if found else ""


def tokens(text: str, letters: Letters) -> Iterator[Token]:
    """The concepts of a text in plain words, in order, without fillers.

    >>> letters = Letters(["beta"])
    >>> [each.concept for each in tokens("The first step is about 10 times as long as eta", letters)]
    ['first', 'is', 'times', 'as_long', 'rate']
    >>> [each.concept for each in tokens("For beta = 0.99 the first step is 10 times eta", letters)]
    ['worth', 'first', 'is', 'times', 'rate']
    """
    about = False
    for match in _WORDY.finditer(text):
        concept = match.lastgroup or "unknown"
        word = match[0]
        if concept in ("formula", "unknown") and _ABOUT.match(word):
            about = True
            continue
        if concept in ("filler", "fine"):
            continue
        if concept == "mark":
            concept = "colon" if word == ":" else "stop"
        if concept == "setting":
            known = letters.concept(match["letter"])
            concept = {"decay": "worth", "rate": "", "t": "nth"}.get(known, known)
        elif concept == "formula" and re.fullmatch(r"[A-Za-z]+(?:\[(?:g\^2|\w)\])?(?:_\w)?", word):
            concept = letters.concept(word)
        if concept:
            yield Token(concept, *match.span(), word, about=about or "≈" in word)
        about = False
