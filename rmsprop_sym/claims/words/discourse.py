"""Discourse around a formula: phrases about the text, its author or its proof, which suppose nothing of a run.

What is said of lines, boards, books, proofs and those who write them is about the telling: `in plain words`, `on the
board we wrote`, `a look at the older text shows that`.  A phrase is found from the noun at its head; its adjectives
belong to that noun, whatever they are, and its verb tells what stands there, unless it leaves open whether that is so,
as supposing, wishing and denying do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rmsprop_sym.claims.words.special import is_special

_NOUNS = """
line page sheet board blackboard whiteboard slide text textbook book booklet script handout lecture course chapter
paragraph appendix footnote margin article literature manual tutorial thesis glossary formula identity inequality
lemma theorem corollary proposition proof argument algebra calculus calculation computation derivation manipulation
rearrangement substitution bookkeeping telescope trick tool toolbox weapon workhorse companion ingredient
preparation idea insight observation remark comment hint message moral lesson gist essence heart crux upshot
punchline consequence conclusion fact statement finding answer induction series look glance pen pencil chalk crayon
sketch language word wording phrase sentence shorthand terminology jargon style spirit patience care colleague
friend teacher lecturer professor tutor author reader listener audience neighbour neighbor reference completeness
surprise wonder matter scene reminder day cornerstone backbone bottom-line takeaway side-note aside
digression scribble scrawl note-taker
"""
_HEADS = frozenset(_NOUNS.split())
_ABOUT = frozenset(("language", "word", "wording", "notation", "jargon", "terminology", "spirit", "style"))
_ONES = frozenset(("we", "i", "you", "one", "everybody", "everyone", "anybody", "anyone", "somebody"))
_ARTICLES = """
a an the this that these those our my your his her its their some any every each one two three four five six seven
eight nine ten another several few many much most more little no
"""
_DETERMINERS = frozenset(_ARTICLES.split())
_PLACES = """
in on at by with from for of behind as after before under through to into over about within between beyond below
above along across without upon beside until
"""
_PREPOSITIONS = frozenset(_PLACES.split())
_SMALL = """
and or but nor if when where while whenever unless until once since because that which who whose what how why so
then thus hence therefore is are was were be been being has have had do does did will would can could may might must
shall should not never it they them us me him he she we i you there here than too very provided given assuming
suppose let lets set
"""
_GRAMMAR = frozenset(_SMALL.split())
_TELLS = frozenset(("give", "yield", "show", "tell", "say", "get", "read", "prove"))
_BETWEEN = """
now also then thus just even still once soon finally next has have had will can may must does
"""
_LINKS = frozenset(_BETWEEN.split())
_WITH_VERBS = """
up out down off back away us you me ourselves to that again over along
"""
_PARTICLES = frozenset(_WITH_VERBS.split())
_TOWARDS = frozenset(("at", "with", "as", "on"))
_REGIMES = re.compile(
    r"^(?:gradient|state|step|decay|beta|eps|rate|data|loss|weight|parameter|value|constant|start|initial|begin|case|regime|limit"
    r"|situation|scenario|setting|extreme|exception|special|phase|late$|early|large|example|exercise|problem|plot|run"
    r"|figure|table|experiment|simulation|average|mean|square|input|signal|coordinate|momentum|adam|adagrad|wrong|false|mistak"
    r"|straight|flat|horizontal|memory|balanc|settled|calm|incorrect|correct|bias|cent[re]|damp|leaky|naive|student|blog|forum|misprint|error|slip|typo|erron|disput|doubt)",
)
_OPEN = re.compile(  # verbs that leave it open, or deny, whether it is so
    r"^(?:suppos|assum|presum|pretend|imagin|hop|wish|want|need|requir|demand|ask|wonder|question|doubt|den[iy]|disput|refut|reject"
    r"|expect|believ|think|thought|guess|conjectur|speculat|suspect|fear|hypothes|postulat|stipulat|posit|fanc[iy]|try|tri|attempt"
    r"|choos|chose|pick|select|tak|took|set|fix|freez|froze|restrict|limit|confin|start|beg[aiu]n|initial|consider|ignor"
    r"|neglect|drop|omit|forg[eo]t|approx|estimat|defin|denot|call|name|let$|lets$|put|replac|chang|alter|claim|alleg|argu|quot"
    r"|mis|un\w|confus|forbid|forbad|avoid|lack|fail|break|broke|contradict|would|could|might|should|specializ|specialis|treat"
    r"|concern|is$|are$|was$|were$|be$|been$|like|love|prefer|hold|work|keep|us(?:e|es|ed|ing)$|not$|never$|no$|only$|appl|cover"
    r"|exclud|switch|turn|mean)"
)
_VERB = re.compile(r"^[a-z]+(?:[^s\W]s|ed|t|d|ew|ew?n|ote|ose|ave)$")
_WORD = re.compile(r"[a-z]+(?:[-'’][a-z]+)*")
_TOKEN = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d+|\s{2,}|[^\w\s]")
_MOST = 3  # adjectives before a noun
_TURNS = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?[a-z]+ly\s+enough\s*,"
    r"|(?:^|,)\W*as\s+an?\s+(?:(?:first|little|quick|gentle|small|short|brief|final|last)\s+)?(?:sanity\s+check|check|warm-?up|reminder"
    r"|by-?product|bonus|starter|teaser|refresher|curiosity|recap|summary|footnote|side-?effect)(?:\s+to\s+the\s+\w+)?\s*[,:]"
    r"|^\W*(?:behind|beneath|underneath)\s+(?:all\s+)?(?:of\s+)?(?:this|that|it|these)\s+(?:stand|lie|lurk|sit|hide|i)s?\s*$"
    r"|\b(?:leav|fac|provid|present|reward|greet|end|wind)(?:es|s|ing)?\s+(?:us|you|one|me|up)\s+with\s*$|\b(?:are|is)\s+left\s+with\s*$"
    r"|^\W*it\s+(?:pays|helps)\s+to\s+(?:memori[sz]e|remember|know|note|recall|notice|reali[sz]e|see)\s*$"
    r"|\b(?:if|when|once|as\s+soon\s+as)\s+(?:we|you|one|I)\s+(?:\w+ly\s+)?(?:look|stare|glance|think|read|recall|remember|flip)s?"
    r"(?:\s+(?:it|this|that|again|back|up|down|out|through|over|at|to|about|closely|hard|carefully|twice|once|more))*\s*(?=,)",
    re.IGNORECASE,
)


def without_discourse(text: str) -> str:
    """The text without phrases that are about the text, its author or its proof, and the verbs that tell.

    >>> without_discourse("A look at the older text shows that"), without_discourse("At a noisy level,")
    ('', 'At a noisy level,')
    >>> without_discourse("The second line assumes that").split()
    ['assumes', 'that']
    """
    text = _TURNS.sub(" ", text)
    found = [(match.start(), match.end()) for match in _TOKEN.finditer(text)]
    told = _told([text[first:last].lower() for first, last in found])
    kept = [0, *(place for k in sorted(told) for place in (found[k][0], _past(text, found[k][1]))), len(text)]
    return "".join(text[first:last] for first, last in zip(kept[::2], kept[1::2], strict=True))


def _past(text: str, end: int) -> int:
    """The place behind a word and the blank that parts it from the next one; two blanks stand for a formula."""
    return end + 1 if text[end : end + 1] == " " and text[end + 1 : end + 2] != " " else end


def _told(tokens: Sequence[str]) -> set[int]:
    """The places of the words that belong to such phrases."""
    told: set[int] = set()
    subjects: set[int] = set()
    for k, token in enumerate(tokens):
        if k in told:
            continue
        if token in _ONES:
            told |= {*_told_by(tokens, k)}
        elif _singular(token) in _HEADS and not _is_compound(tokens, k):
            first, last = _phrase(tokens, k)
            led = tokens[first] in _PREPOSITIONS
            told |= {*range(first, last)}
            if not led or first - 1 in subjects:
                told |= {*_telling(tokens, last)}
                subjects |= {*range(first, last)}
    if 0 in subjects and _VERB.match(tokens[-1]) and not _is_open(tokens[-1]):
        told.add(len(tokens) - 1)
    return told


def _is_compound(tokens: Sequence[str], k: int) -> bool:
    """Whether another noun follows, to which this one belongs, as the board to a board game."""
    after = "".join(tokens[k + 1 : k + 2])
    known = after in _GRAMMAR | _DETERMINERS | _PREPOSITIONS | _ONES | _TELLS | _LINKS | _PARTICLES
    return _WORD.fullmatch(after) is not None and not (known or after.endswith("ly") or _VERB.match(after))


def _phrase(tokens: Sequence[str], head: int) -> tuple[int, int]:
    """Where the phrase with this noun at its head begins, with its preposition, and where it has ended."""
    first, last = _begun(tokens, head), head + 1
    while tokens[first - 1 : first] == ["of"] and first > 1 and _describes(tokens[first - 2]):
        first = _begun(tokens, first - 2)
    if tokens[first - 1 : first] and tokens[first - 1] in _PREPOSITIONS:
        first -= 1
    if tokens[last : last + 1] and tokens[last].isdigit():
        last += 1
    of, what = [*tokens[last : last + 2], "", ""][:2]
    if _singular(tokens[head]) in _ABOUT and of == "of" and _describes(what):
        last += 2
    return first, last


def _begun(tokens: Sequence[str], head: int) -> int:
    """Where a noun has its first adjective or its article; what stands before it without these may be a verb."""
    first = head
    while first and head - first < _MOST and _describes(tokens[first - 1]):
        first -= 1
    if first and tokens[first - 1] in _DETERMINERS:
        while first and tokens[first - 1] in _DETERMINERS:
            first -= 1
        return first
    opened = first == 0 or tokens[first - 1] in _PREPOSITIONS or not _WORD.fullmatch(tokens[first - 1])
    return first if opened else head


def _telling(tokens: Sequence[str], start: int) -> Iterator[int]:
    """The places of the verb that tells what follows, with its adverbs and what goes with it."""
    k = start
    while k < len(tokens) and (tokens[k] in _LINKS or tokens[k].endswith("ly")):
        k += 1
    if k < len(tokens) and _VERB.match(tokens[k]) and not _is_open(tokens[k]):
        while k + 1 < len(tokens) and tokens[k + 1] in _PARTICLES:
            k += 1
        yield from range(start, k + 1)


def _told_by(tokens: Sequence[str], start: int) -> Iterator[int]:
    """The places of somebody and the verb by which he tells, if what he tells follows directly."""
    k = start + 1
    while k < len(tokens) and (tokens[k] in _LINKS or tokens[k].endswith("ly")):
        k += 1
    verb = "".join(tokens[k : k + 1])
    third = tokens[start] not in ("we", "i", "you") and k == start + 1
    if not _WORD.fullmatch(verb) or _is_open(verb) or (third and not _VERB.match(verb)):
        return
    k += 1
    while k < len(tokens) and tokens[k] in _PARTICLES | _TOWARDS:
        k += 1
    if k == len(tokens) or tokens[k].isspace() or tokens[k] == ":" or tokens[k - 1] == "that":
        yield from range(start, k)


def _describes(word: str) -> bool:
    """Whether a word before a noun belongs to it as an adjective does, and says nothing of runs and rules."""
    grammar = (
        word in _GRAMMAR
        or word in _DETERMINERS
        or word in _PREPOSITIONS
        or word in _ONES
        or word.removesuffix("s") in _TELLS
    )
    return _WORD.fullmatch(word) is not None and not (grammar or is_special(word) or _REGIMES.match(word))


def _is_open(verb: str) -> bool:
    """Whether a verb leaves open whether what it tells is so, or tells nothing."""
    return verb in _GRAMMAR or _OPEN.match(verb) is not None or is_special(verb) or _REGIMES.match(verb) is not None


def _singular(word: str) -> str:
    """A noun without the s of its plural or of an owner."""
    return next((each for each in (word, word.removesuffix("s"), word.removesuffix("'s")) if each in _HEADS), word)
