"""More turns of speech that sound like a condition or a denial and are none: if we unroll it; that is why."""

from __future__ import annotations

import re

_OURS = (
    r"(?:recursion|recurrence|rule|definition|update(?:\s+rule)?|formulas?|equations?|series|sums?|brackets?|products?|squares?"
    r"|terms|expressions?|(?:right|left)(?:-|\s+)hand\s+sides?|weights|parenthes[ei]s|coefficients)"
)
_CALCULATES = (
    r"(?:unroll|unfold|unwind|expand|iterate|insert|substitute|plug\s+in|open|multiply\s+out|write\s+out|sum\s+up|add\s+up|sum"
    r"|add|collect|rearrange|compare|look\s+at|apply|use|work\s+out|spell\s+out|solve)"
)
_TOOLS = (
    r"(?:geometric\s+(?:sum|series|progression)|formula|closed\s+form|definition|recursion|induction|algebra|trick|substitution"
    r"|calculation|computation|argument|pencil|look|patience|abbreviation|shorthand|index\s+shift|identity"
    r"|(?:triangle|cauchy(?:-|–|\s)+schwarz|jensen)\s+inequality)"
)
_OBJECTS = (
    r"(?:(?:running|moving|exponential|weighted)\s+)*(?:average|accumulator|recursion|mean|sum|total|update|weights|rule|method"
    r"|optimi[sz]er|algorithm|memory|second\s+moment|denominator|numerator|root|square\s+root)"
)
_OWN = (
    r"(?:update|average|filter|mean|recursion|recurrence|step|sum|series|progression|relaxation|iteration|correction|nudge|move"
    r"|combination|mixture|blend|interpolation|low-pass)"
)
_FACTORS = r"(?:rate|ratio|factor|weights?|coefficients?|share|gain|quotient|time\s+constant|decay|steps?\s+of\s+size)"
_NARROWED = r"(?!\s+(?:of|at|after|in|with|that|which|when|where|under|near|before|during|from|without|on|for|if)\b)"
_SURE = r"(?:surprise|wonder|secret|accident|coincidence|news|miracle|mystery|magic|harder|more\s+difficult)"
_MORE = re.compile(
    rf"\b(?:if|when|once|as\s+soon\s+as)\s+(?:we|one|you|I)\s+(?:now\s+|just\s+|simply\s+)?{_CALCULATES}s?\s+"
    rf"(?:it|this|both\s+sides|(?:the|this|these|that|our|all\s+the)\s+{_OURS})\b{_NARROWED}"
    r"|(?-i:\bWhy)\s*:|\bwhen\s+all\s+is\s+said\s+and\s+done\b|\bif\s+(?:you|we)\s+(?:like|prefer|wish|will)\b(?=\s*[,:)])"
    r"|\b(?:as|if)\s+(?:you|one)\s+(?:can|may)\s+(?:see|check)\b"
    rf"|\bwith\s+(?:the|an?|some|one|our)\s+(?:(?:well-known|usual|finite|infinite|familiar|little|bit\s+of|same|simple)\s+)*{_TOOLS}\b"
    rf"{_NARROWED}"
    rf"|(?:^|,)\s*(?:(?:which\s+is|that\s+is|i\.e\.)\s*,?\s*)?(?:an?|the|just\s+an?|again\s+an?)\s+(?:[a-z-]+\s+){{0,2}}?{_OWN}\s+"
    rf"with\s+(?:the\s+|an?\s+)?{_FACTORS}(?=\s*(?:$|[,;)(]|\s{{2}}|towards?\b|to\b|and\b))"
    r"|\b(?:for|in)\s+(?:an?|one)\s+(?:single\s+|given\s+)?(?:parameter|coordinate|weight|component|entry|variable|dimension)\b"
    rf"{_NARROWED}"
    rf"|\bfor\s+(?:the|our|this)\s+{_OBJECTS}\b{_NARROWED}"
    r"|\bfor\s+(?:the\s+)?(?:impatient|curious|sceptical|skeptical|record|sake\s+of\s+\w+|completeness|reference|later\s+use)\b"
    r"|\bwithout\s+(?:exception|fail|doubt|any\s+doubt|(?:further|more|much)\s+ado|ado|question|mercy)\b"
    r"|\b(?:that|this|which)(?:\s+is|['’]s)\s+(?:\w+ly\s+|also\s+)?why\b"
    r"|\b(?:smoothing|decay|damping|time|stability|additive|forgetting|memory)\s+constants?\b"
    r"|\bconstant\s+(?:factor|term|multiple)s?\b"
    r"|\bat\s+(?:a\s+glance|heart|first\s+sight|this\s+point|any\s+(?:time|moment|rate)|all\s+times|once)\b"
    r"|\buntil\s+(?:we|you|one|it)\s+(?:hits?|reach(?:es)?|arrives?\s+at|gets?\s+(?:down\s+)?to|comes?\s+to|is\s+at|are\s+at)\b"
    r"(?:\s+the\s+(?:start|beginning|initial\s+value|first\s+(?:one|term|step)))?"
    r"|\b(?:with|for|from|by)\s+(?:the\s+|our\s+|an?\s+)?zero\s+(?:initiali[sz]ation|start|initial\s+(?:value|state|condition))\b"
    r"|\b(?:since|because|as)\s+(?:the|our)\s+(?:start|initial\s+value|accumulator|average|state)\s+(?:value\s+)?(?:is|starts\s+(?:at|from))\s+zero\b"
    r"|\bafter\s+(?:just\s+|only\s+|exactly\s+)?(?:one|the\s+first|a\s+single)\s+(?:step|update|iteration)\b"
    r"|\b(?:just\s+|exactly\s+)?as\s+(?:(?:was|is|had\s+been|to\s+be)\s+)?(?:expected|claimed|announced|promised|stated|desired"
    r"|required|wanted|hoped|advertised|asserted|one\s+(?:would|might)\s+(?:expect|hope|guess))\b(?=\s*(?:$|[,;:.)!]|\s{2}))"
    r"|\b(?:put(?:ting)?|tak(?:e|ing)|bring(?:ing)?)\s+(?:it|this|these|them|everything|all|both|the\s+\w+)(?:\s+(?:of\s+this|this|these|\w+))?"
    r"\s+together\b|\b(?:quite|more|very|perfectly)\s+generally\b"
    r"|\barriv(?:es?|ed|ing)\s+at\b|\bin\s+the\s+worst\s+case\b|\b(?:dropping|omitting|leaving\s+out|forgetting)\s+all\s+but\s+(?:one|the\s+(?:last|first|newest|latest))\b"
    r"|\bkeeping\s+only\s+(?:one|the\s+(?:last|first|newest|latest))\b(?:\s+(?:term|summand))?|\bsatisf(?:y|ies)\b"
    rf"|\b(?:no|little|hardly\s+an?|scarcely\s+an?)\s+(?:great\s+|big\s+|real\s+)?{_SURE}\b|\bonce\s+(?:more|again)\b"
    r"|\b(?:(?:in)?depend\w*|regardless|irrespective|no\s+matter|matters?)\s+(?:(?:on|of)\s+)?(?:where|when|how|which\s+way)\s+(?:we|one|you|it|the\s+\w+)"
    r"\s+(?:starts?|begins?|began|started)\b"
    r"|\b(?:no|none\s+of\s+the|neither\s+of\s+the)\s+(?:\w+\s+){1,4}(?:can|may|could|will)?\s*(?:ever\s+)?(?:exceeds?|surpass(?:es)?|go(?:es)?\s+beyond"
    r"|beats?)\s*:?\s*$"
    r"|\bat\s+(?:an?\s+)?(?:high|higher|low|lower|deeper|abstract|this|that)\s+level(?=\s*[,:])"
    r"|\b(?:starts?|begins?|is|are|comes?\s+out|turns?\s+out|reads?|sits?|stays?|lies|gets?)\s+(?:\w+\s+)?too\s+(?:low|high|small|large|short|long|big)(?=\s*[,;:])"
    rf"|\blet\s+(?:us|me)\s+(?:\w+ly\s+|also\s+|now\s+|just\s+)?(?:note|record|observe|remark|recall|remember"
    r"|write\s+down|jot\s+down|put\s+down|state|stress|mention|add|repeat|spell\s+out|summari[sz]e|point\s+out|collect|emphasi[sz]e|see|look)\b"
    rf"|\bby\s+(?:brute\s+force|hand|heart|definition|design|construction)\b{_NARROWED}",
    re.IGNORECASE,
)
_AT_A_TIME = re.compile(
    r"\b(?:in|for|on)?\s*\bone\s+(?:coordinate|parameter|component|variable|weight|dimension|page|slide|sheet|line|step|thing|idea|picture)"
    r"\b(?:\s+at\s+a\s+time)?|\b(?:day|part|lecture|chapter|week|sheet|exercise|problem|section)\s+one\b"
    r"|\bhow\s+(?:large|small|big|high|low)\b",
    re.IGNORECASE,
)


def without_more_idioms(text: str) -> str:
    """The text without these turns of speech.

    >>> without_more_idioms("If we unroll the recursion, we get"), without_more_idioms("If we stop, we get")
    (' , we get', 'If we stop, we get')
    >>> without_more_idioms(", an update with rate   towards the square"), without_more_idioms(", with rate  ")
    ('    towards the square', ', with rate  ')
    """
    return _MORE.sub(" ", text)


def without_single(title: str) -> str:
    """A heading without words that count coordinates, pages or lectures, and no gradients, or that ask how large.

    >>> without_single("RMSProp, one coordinate at a time"), without_single("Gradients all one")
    ('RMSProp, ', 'Gradients all one')
    """
    return _AT_A_TIME.sub("", title)
