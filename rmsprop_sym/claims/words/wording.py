"""What the words around a formula make of it: a claim, a condition, or a claim under conditions that are not read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rmsprop_sym.claims.expressions.tokens import RELATION
from rmsprop_sym.claims.words.bare import spelled_out, without_lists
from rmsprop_sym.claims.words.contrast import CONCLUDES, contrasts, own_part, without_while
from rmsprop_sym.claims.words.demanding import demanded, demands
from rmsprop_sym.claims.words.firsts import is_sought
from rmsprop_sym.claims.words.idioms import without_more_idioms, without_single
from rmsprop_sym.claims.words.sentences import SENTENCE

CONDITIONS = {
    "if", "when", "whenever", "where", "with", "suppose", "supposing", "assume", "assuming", "let", "set", "setting",
    "given", "provided", "unless", "until", "case", "taking", "take", "once", "while", "under", "consider", "fix", "at",
    "for", "as", "than", "of", "on", "from", "denote", "denotes", "define", "defines", "defining", "write", "call",
    "choose", "initialize", "initialise", "initialized", "initialised", "initially", "say", "not", "choosing", "using",
    "use", "every", "all", "any", "each", "requires", "require", "needs", "by",
}  # fmt: skip
MOST_WORDS = 8  # of a heading
_DOLLARS = re.compile(r"(?<!\\)\$\$?")
_CLAUSE = re.compile(r"[,.;:!?—()]|\b(?:then|so|hence|thus|therefore|that|have|has|gives|get|and)\b", re.IGNORECASE)
_ADVERBS = {"moreover", "furthermore", "additionally", "also", "now", "instead", "further", "again", "even"}
_SUPPOSES = re.compile(
    r"^\W*(?:(?:now|next|here|first|finally|but|so)\s+)?(?:let\s+us\s+)?(suppose|assume|let)\b"
    r"(?<!let(?=\s+us\s+(?:note|rec|observe|remark|remember|state|stress|mention|add|repeat|see)))", re.IGNORECASE
)
_THAT = re.compile(
    r"\b(?:under|with|given|on|by)\s+(?:(?:the|our|an?)\s+|this\s+(?=\w+\s+that\b))?(?!this\b)(?:\w+\s+)?(?:assumption|hypothesis|supposition|premise|condition)"
    r"(?:\s+that)?\s*:?\s*$|\bin\s+the\s+(?:special\s+|particular\s+|simple\s+)?case(?:\s+(?:of|that|where|when|in\s+which))?\s*:?\s*$|"
    r"\b(?:(?:suppos\w*|assum\w*)(?:\s+(?:now|next|instead|further\w*|moreover|also))?|such|given|provided)\s+that\s*$"
    r"|\b(?:for|at|from|in|after|until|by)\s+which\s*$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\b(?:the\s+same\s+(?:thing\s+)?as|in\s+the\s+(?:worst|best|extreme|simplest)\s+case|because\s+of|(?:moves?|shifts?|changes?)\s+(?:\w+\s+)?by|arrives?\s+at|(?:bounded|given|expressed|described)\s+(?:(?:above|below)\s+)?by|(?:written|rewritten|expressed|rearranged)\s+as|(?:may|can|could)(?:\s+also)?\s+(?:re)?write"
    r"|\b(?:likes?|loves?|prefers?|used|tends?|continues?)\s+to\s+(?:re)?write|\b(?:leav|fac|provid|present|reward|greet|end|wind|left|finish|conclud|clos)(?:es|s|e|ed|ing)?\s+(?:(?:us|you|one|me|up|off)\s+)?with"
    r"|\b(?:remember|recall|know|state|phrase|express|formulate|summari[sz]e|restate|rephrase|recast|cite|record|display|print|read|see|note)(?:s|d|ed|n)?"
    r"\s+(?:it|this|that|them|the\s+\w+)(?:\s+\w+ly)?\s+as"
    r"|(?:follows?|comes?|results?|seen|clear|deduced|derived|obtained)\s+(?:\w+ly\s+|at\s+once\s+)?(?:from|by))\s*$",
    re.IGNORECASE,
)
_NO_CONDITION = re.compile(
    r"\b(?:than|not|(?:and\s+)?only\s+if|iff|(?:exactly|precisely)\s+(?:if|when)|(?:for|at|from|in|after|until|by)\s+which|(?:mis|wrongly\s+|often\s+)quoted\s+as)\s*$",
    re.IGNORECASE,
)
_STANDING = {
    "suppose", "supposing", "assume", "assuming", "let", "consider", "fix", "throughout", "take", "taking", "set",
    "setting", "choose", "choosing",
}  # fmt: skip
_EACH = re.compile(r"\b(?:for|at|in)\s+(?:all|every|each|any)$")
_BEGUN = re.compile(r"\bstart(?:s|ing|ed)?\s+(?:from|with|at)\s*$", re.IGNORECASE)
_MISTAKEN = re.compile(
    r"\b(?:false\w*|wrong\w*|incorrect\w*|mistak\w*|slips?|typos?|misprint\w*|erroneous\w*|errors?|forgot\w*|forget(?:s|ting)?\s+(?:to\b|a\b|the\s+(?:square|root|factor|bias|correction|eps\w*|absolute|sign|term|index))|confus\w*"
    r"|tempt\w*|bug\w*|misread\w*|misquot\w*|mis(?:wrote|written|copied)|instead of|rather than|earlier version"
    r"|not|never|cannot|nobody)\b|n[’']t\b",
    re.IGNORECASE,
)
_SOMETIMES = re.compile(r"\b(?:if|when\w*|unless|until|once|in case|suppos\w*|assum\w*)\b", re.IGNORECASE)
_RELEASED = re.compile(
    r"\b(?:now|general\w*|drop\w*|without|again|arbitrary|otherwise|however|but|instead|longer|next|var(?:y|ies|ying)"
    r"|suppos\w*|assum\w*|let|consider)\b",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:suppos\w*|assum\w*|let|consider|neglig\w*|neglect\w*|ignor\w*|constant|steady|stationar\w*|hypothe\w*"
    r"|approximat\w*|expect\w*|throughout)\b",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"\b(?:supposed|supposes|assumed|assumes|assuming|presuppos\w*|neglig\w*|neglect\w*|ignored|ignores|approximat\w*|expect\w*"
    r"|hypothes[ei]s|throughout|(?:needs?|requires?|under|uses?|used)\s+(?:\w+\s+)?(?:assumptions?|suppositions?|that))\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:if|when|whenever|where|unless|until|provided|given|taking|once|while|under|with|without|except"
    r"|only|case|(?:as|so)\s+(?:soon|long)\s+as"
    r"|setting|choosing|letting|putting|replacing|many|late|later|finally|ultimately|in the end"
    r"|would|could|might|may|should|instead|unlike|rather|otherwise|roughly|about|nearly|almost|typical\w*|on average"
    r"|asymptotic\w*|eventual\w*|initiali[sz]\w*|large|small|high|low|in the limit|question|why"
    r"|fraction|plain)\b|\?|\binitial\w*\s+(?:value|state|condition|point|phase|guess)s?\b"
    r"|\b(?:start|begin)\w*\s+(?:from|at|near|with(?!\s+an?\b)|in|close)\b|\bfrom\b[^,;.]{0,40}\bon(?:wards?)?\b"
    r"|\bafter\s+(?:about\s+)?(?:\d+|step\s+\d+|a\s+(?:few|hundred|thousand|million|while)|some|many|several|enough|two|three|four|five"
    r"|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred|thousand)\b"
    r"|\b(?:for|at)\b(?!\s+(?:rmsprop|all|every|any|each|example|instance|least|most|the|this|that|both|us|which|short|brevity|convenience"
    r"|simplicity|ease|completeness|comparison)\b)",
    re.IGNORECASE,
)
_IN_ADDITION = re.compile(r"\b(?:in\s+addition|at\s+the\s+same\s+time|on\s+top\s+of\s+that)\b", re.IGNORECASE)
_ORDERED = re.compile(
    r"^(?!\s*\\begin\b)\W*(?:then\s+|now\s+|next\s+|first\s+)?(?:(?:let\s+us|we)\s+(?:now\s+|first\s+)?)?(?:replace|drop|put|set|choose|take|pick"
    r"|start|begin|imagine|restrict|switch|freeze|use|work|look|ignore|neglect|omit|turn|change|swap|remove|think)\b",
    re.IGNORECASE,
)
_TITLES = re.compile(
    r"\b(?:wish\w*|if|when|without|with(?!\s+(?:the|rmsprop|ada\w*|momentum|sgd|solutions?|proofs?)\b)|large|small|zero|unit|sparse|equal"
    r"|increasing|decreasing|shrinking|growing|vanish\w*|equilibrium|fixed|special|suppos\w*|assum\w*|positive|negative"
    r"|identical|same|late|early|(?<!in )ones?|alternating|periodic|symmetric|noisy?|random)\b",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:throughout|from\s+now\s+on|from\s+here\s+on|henceforth|always\s+(?:assume|suppose)"
    r"|(?:in|for)\s+(?:all\s+of\s+|the\s+rest\s+of\s+|the\s+remainder\s+of\s+)?(?:this|these|the\s+following|what\s+follows)\b)",
    re.IGNORECASE,
)
_IDIOMS = re.compile(
    r"\b(?:for|with|of|under)\s+(?:arbitrary|any|all|every|each|general|the\s+same)\s+(?:gradients?(?:\s+sequences?)?"
    r"|sequences?(?:\s+of\s+gradients)?)(?!\s+(?:that|which|with|of|in|on|from|after|such|whose|for|until|up))\b"
    r"|\bwhatever\s+(?:the\s+|its\s+)?(?:gradients?(?:\s+(?:is|are|may\s+be))?|(?:size|sign|scale|length)s?(?:\s+of\s+(?:the\s+)?gradients?)?)\b|"
    r"\bnot\s+(?:hard|difficult)\s+to\s+\w+|\b(?:add|sum)s?\s+up\s+to\b(?:\s+(?:one|zero|unity|1|0)\b)?|\bas\s+(?:in|with)\s+(?:ada\w*|momentum|nesterov)\b"
    r"|\b(?:we|one|you)\s+(?:may|can|could|might|should)(?:\s+\w+ly|\s+also|\s+now|\s+even)?\s+"
    r"(?:(?:re)?write|conclude|infer|deduce|see|show|say|note|check|verify|read\s+off|observe|remark)\b"
    r"|\b(?:may|can|could|should)\s+(?:\w+ly\s+|also\s+)?be\s+(?:seen|shown|noted|checked|verified|(?:re)?written|observed)\b"
    r"|\b(?:however|no\s+matter\s+how|arbitrarily)\s+(?:large|small|high|low)\b"
    r"|\b(?:start|begin)s?\s+with\s+the\s+first\b|^\W*(?:and\s+)?finally\b(?=\s*(?:,|we\b|note\b))"
    r"|\bput(?:ting\s+it)?\s+(?:differently|otherwise|another\s+way|in\s+other\s+words)\b"
    r"|\btaking\s+(?:the\s+)?(?:absolute\s+values?|sizes|(?:square\s+)?roots?|differences|squares|logarithms)\b"
    r"|\bwithout\s+(?:any\s+|further\s+|more\s+)*(?:assumptions?|conditions?|calculations?|proof|difficulty|exceptions?|effort)\b"
    r"|\bwith\s+(?:the\s+above|this|that|the\s+(?:help|formula|recursion|definition)\b)(?=\s*(?:,|we\b|one\b|it\b|of\b|$))"
    r"|\bunless\s+(?:said|stated|noted)\s+otherwise\b|\bunder\s+(?:any|all)\s+circumstances\b|\bfor\s+sure\b|\bon\s+the\s+contrary\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"\band\s+(?:that|compute|find|show|prove|deduce|conclude|evaluate|plot|give|explain|check|verify)\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:momentum|ada\w*|nesterov|sgd|gradient descent|lion|rprop|ewma|variants?|dialects?)\b", re.IGNORECASE
)
_PLAIN_DEFINITION = re.compile(r"←|\bt\s*[-−]\s*1\b|ₜ₋₁")
_FIRST = re.compile(r"\b(?:first|initial\w*|start\w*|beginning|outset|step\s+\w+)\b", re.IGNORECASE)
_RELATED = re.compile(
    rf"(?<![\w.])(?:[^\W\d_]{{1,2}}|alpha|beta|gamma|delta|theta|epsilon|eps|eta|rho)(?:\d+|_\{{?[^{{}}\s]{{1,8}}\}}?)?[|)\]}}^\d]*\s*(?:{RELATION})"
)


def may_define(text: str) -> bool:
    """Whether plain characters may spell out what a letter is at one step by what it was before.

    >>> may_define("v_t = 0.9 v_{t-1} + 0.1 g_t^2"), may_define("0.9×0.4 = 0.36")
    (True, False)
    """
    return _PLAIN_DEFINITION.search(text) is not None


def is_condition(before: str) -> bool:
    """Whether the words directly before a formula make it a condition or a naming, and no claim.

    >>> is_condition("This holds if "), is_condition("If so, then "), is_condition("Suppose that ")
    (True, False, True)
    """
    if _THAT.search(before) or is_sought(before) or demands(before):
        return True
    if _STATED.search(before) or contrasts(cut_sentences(before)[-1]):
        return False
    clause = _plain(_CLAUSE.split(before)[-1])
    return bool(clause) and clause[-1] in CONDITIONS


def _plain(text: str) -> list[str]:
    """The words in small letters, without those at the end that only link: if moreover."""
    found = [word.lower().strip("*_\"'") for word in _IN_ADDITION.sub("also", text).split()]
    while found and found[-1] in _ADVERBS:
        found.pop()
    return found


def is_named_only(before: str) -> bool:
    """Whether the words directly before a formula keep it from being a claim, but make it no condition either.

    >>> is_named_only("It is more than "), is_named_only("often misquoted as "), is_named_only("If ")
    (True, True, False)
    """
    return _NO_CONDITION.search(before) is not None or is_sought(before)


def supposes(before: str) -> str | None:
    """The word by which the sentence, up to a formula, supposes what it says; None if it has drawn a conclusion since.

    >>> supposes("It works. Suppose the gradients are bounded, "), supposes("Suppose it is. Then "), supposes("")
    ('suppose', None, None)
    """
    sentence = cut_sentences(before)[-1]
    match = _SUPPOSES.search(sentence)
    return match[1].lower() if match and not CONCLUDES.search(sentence, match.end()) else None


def lead(before: str) -> list[str]:
    """The words directly before a condition that make it one.

    >>> lead("Suppose now that "), lead("If so, and if ")
    (['suppose', 'now', 'that'], ['if'])
    """
    that = _THAT.search(before) or _BEGUN.search(before)
    if not that and supposes(before) and not is_condition(before):
        return [supposes(before) or ""]
    before = " ".join(_plain(before))
    found = re.findall(r"[a-z]+", that[0].lower() if that else before.lower())
    return found if that else found[-2 if _EACH.search(before.lower()) else -1 :]


def is_supposed(leading: Sequence[str]) -> bool:
    """Whether words that lead to a condition suppose it for more than their sentence.

    >>> is_supposed(["suppose", "that"]), is_supposed(["if"])
    (True, False)
    """
    return bool(leading) and leading[0] in _STANDING


def is_mistaken(before: str, after: str) -> bool:
    """Whether the sentence of a formula says that it is a mistake.

    >>> is_mistaken("All is well. A common slip is", "."), is_mistaken("A slip is rare. We have", ".")
    (True, False)
    """
    return _MISTAKEN.search(f"{cut_sentences(before)[-1]} {cut_sentences(after)[0]}") is not None


def is_for_some(before: str) -> bool:
    """Whether the sentence before a formula may make it hold under a condition only.

    >>> is_for_some("If so, then"), is_for_some("When idle, stop. It is")
    (True, False)
    """
    return _SOMETIMES.search(cut_sentences(before)[-1]) is not None


def is_conditional(leading: Sequence[str]) -> bool:
    """Whether one of the words that lead to conditions is if or when.

    >>> is_conditional(["suppose"]), is_conditional(["given", "if"])
    (False, True)
    """
    return not {"if", "when", "whenever"}.isdisjoint(leading)


def is_lasting(before: str, after: str) -> bool:
    """Whether what is supposed between these words stands for more than its paragraph.

    >>> is_lasting("In this section ", "."), is_lasting("Suppose that ", ":"), is_lasting("Suppose that ", ".")
    (True, True, False)
    """
    return _LASTING.search(f"{before} {after}") is not None or after.rstrip().endswith(":")


def is_released(text: str) -> bool:
    """Whether the words after a supposition may take it back.

    >>> is_released("Now let the gradient vary."), is_released("Then")
    (True, False)
    """
    return _RELEASED.search(text) is not None


def doubt(before: str, after: str) -> str | None:
    """The word beside a formula that may be a condition on it, or name another subject; None if there is none.

    >>> doubt("Since g is constant, ", " from the start."), doubt("The mean obeys ", ".")
    ('constant', None)
    >>> doubt("It is not hard to see that ", "."), doubt("Then ", ". Now suppose"), doubt("Then ", ". We assumed it")
    (None, None, 'assumed')
    """
    last, (first, *following) = cut_sentences(before)[-1], cut_sentences(after)
    last, first = without_idioms(without_while(last)), without_idioms(without_task(first))
    sentence = f"{last} {own_part(first)}"
    found = _SUPPOSED.search(without_idioms(before)) or _SUPPOSED.search(first)
    found = found or next(filter(None, map(_LOOKS_BACK.search, following)), None)
    found = found or _WEAK.search(sentence) or _OTHERS.search(sentence)
    earlier = map(without_idioms, cut_sentences(before)[:-1])
    found = found or next(filter(None, map(_ORDERED.search, earlier)), None)
    return found[0].strip() if found else demanded(sentence)


def without_task(sentence: str) -> str:
    """What a sentence says before it sets another task.

    >>> without_task(" and find its limit"), without_task(" for all t")
    (' ', ' for all t')
    """
    return _TASK.split(sentence)[0]


def leads(text: str) -> bool:
    """Whether a numbered line below the text goes on with it: it ends so, or supposes something.

    >>> leads("With a constant gradient:"), leads("If so, it grows."), leads("It takes 8 bytes.")
    (True, True, False)
    """
    supposed = any(doubt(sentence, "") for sentence in cut_sentences(text))
    return (
        supposed
        or related(text) is not None
        or "?" in text
        or _FIRST.search(text) is not None
        or text.rstrip()[-1:] in (":", ",")
    )


def related(text: str) -> str | None:
    """What the words relate to something in plain characters; None if they do not.

    >>> related("bounded, |g_t| <= 1"), related("2 * 25e6 = 50e6 bytes")
    ('g_t| <=', None)
    """
    found = _RELATED.search(text)
    return found[0] if found else None


def goes_on(text: str) -> bool:
    """Whether a paragraph goes on with what stands above it, as a condition on that.

    >>> goes_on("if it is not zero."), goes_on("under what follows:"), goes_on("bounds")
    (True, False, False)
    """
    return text[:1].islower() and text.split(maxsplit=1)[0] in CONDITIONS and not text.rstrip().endswith(":")


def without_idioms(text: str) -> str:
    """The text without turns of speech that sound like a denial or a condition and are none.

    >>> without_idioms("It is not hard to see that")
    'It is   that'
    """
    return without_more_idioms(_IDIOMS.sub(" ", text))


def is_heading(text: str) -> bool:
    """Whether a passage is a heading: a few words, and no sentence.

    >>> is_heading("Constant gradients"), is_heading("Then we have"), is_heading("It holds that x = 1.")
    (True, False, False)
    """
    return 0 < len(text.split()) <= MOST_WORDS and text[-1].isalnum() and not _CLAUSE.search(text)


def titled(title: str) -> str | None:
    """The word of a heading, or before a list, that may be a condition on what stands below.

    >>> titled("Sparse gradients"), titled("Bounded gradients"), titled("Compared with AdaGrad")
    ('Sparse', None, None)
    """
    title = without_single(title)
    found = _SUPPOSED.search(title) or _TITLES.search(title)
    return found[0] if found else None


def cut_sentences(text: str) -> list[str]:
    """The sentences of the text; the last one may go on.

    >>> cut_sentences("One. Two? And")
    ['One', ' Two', ' And']
    """
    return SENTENCE.split(text)


def sentences(text: str) -> int:
    """How many sentences end in the text.

    >>> sentences("One. Two? And")
    2
    """
    return len(SENTENCE.findall(text))


def following(text: str, end: int) -> str:
    """What follows the formula, up to which the text was read.

    >>> following("Then $x > 0$ if $y > 0$.", 11)
    ' if $y > 0$.'
    """
    inside = len(_DOLLARS.findall(text[:end])) % 2
    return _DOLLARS.split(text[end:], maxsplit=1)[-1] if inside else text[end:]


def words(text: str) -> str:
    r"""The prose without its formulas.

    >>> words("If $x = 1$ and $$y$$ then")
    'If   and   then'
    >>> words(r"For all $g_1 \ne 0, g_2, \dots, g_t$ we have")
    'For all gradients we have'
    """
    return re.sub(r"\$\$?[^$]*\$\$?", " ", spelled_out(without_lists(text))).strip("$")
