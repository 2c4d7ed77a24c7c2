"""The words of mathematical prose that restrict nothing: a claim among other words may be meant under a condition."""

from __future__ import annotations

import re

_GRAMMAR = """
a an the this that these those it its itself they them their we us our you your one's he she his her who which what
and or but nor yet so as than then thus hence therefore whence consequently accordingly because since for to of in on at
by with from into onto over upon through along among across is are was were be been being has have had having do does
did done can shall will  may let both either neither each every all any other another same such also even still
again already now here there where when too very quite just indeed namely moreover furthermore besides additionally
further finally likewise similarly equally conversely rather however nevertheless though although while after before
next previous last later first second third once twice always never ever not no nothing more less least most much own
how why therein thereby thereof whose out down off back away above below between within about i e g respectively
therefrom clearly obviously evidently certainly surely simply exactly precisely directly immediately easily readily
trivially strictly plainly explicitly particular general fact true other words way word short brief
equivalently cannot hand course
meanwhile incidentally altogether overall immediate straightforward straightforwardly elementary routine analogous
analogously correspondingly herewith hereby thereto respective resp viz cf vice versa aforementioned well-known
interesting interestingly remarkable remarkably surprising surprisingly useful important importantly instructive
noteworthy worth essential fundamental basic main crucial famous quick neat nice compact concise convenient
conveniently
"""
_VERBS = """
get gives give gave given gives get got gotten obtain obtained obtaining find finds found finding see sees seen seeing
show shows shown showing prove proves proved proving proven deduce deduced derive derived deriving conclude concluded
conclude infer inferred yield yielded yields imply implied implying follow followed following mean means meant say said
says state stated read reads write written writing rewrite rewritten express expressed turn turned note notice observe
observed remark recall remember check checked verify verified compute computed computing calculate calculated count
counted counting add added adding subtract subtracted multiply multiplied multiplying divide divided dividing sum summed
summing square squared squaring expand expanded collect collected rearrange rearranged rearranging solve solved unroll
unrolled unrolling telescope telescopes open opened opening insert inserted inserting plug plugged plugging substitute
substituted apply applied applying use used using combine combined combining compare compared comparing estimate
estimated bound bounded bounding hold holds held satisfy satisfied satisfying obey obeyed obeying fulfil fulfilled
become becomes remain remained stay stayed keep kept keeping grow grew grown growing increase increased increases
decrease decreased shrink shrank shrunk shrinking fall fell fallen falling rise rose risen rising drop dropped decay
decayed decaying fade faded fading forget forgets forgotten move moved moving change changed changing tend tended
tending converge converged converges approach approached approaching reach reached settle settled exceed exceeded lie
lies lay lag lags differ differed agree agreed equal equals match matched cancel cancelled leave leaves left make made
makes take took taken takes contain contained contribute contributed carry carried   lose lost gain
gained know known go goes went come comes came look looked define defined denote denoted call called introduce keep
update updated average averaged weigh weighed weight weighted scale scaled normalize normalized correct corrected
corrects measure measured describe described depend depended vanish doubles double halve halves amount amounts act acts
serve contradict pull pulled pulling put puts bring brings brought mentioned recognise recognised recognize recognized
arrive arrived arriving summarise summarised summarize summarized establish established formulate formulated phrase
phrased emphasise emphasised emphasize emphasized stress stressed repeat repeated proceed being assert
asserted noticed summing telescoping subtracting specialise specialised specialize specialized
"""
_NOUNS = """
gradient accumulator average mean value state estimate memory history sequence series term factor weight coefficient
exponent power square root cube product quotient ratio fraction sum difference total share rest remainder part side left
right hand left-hand right-hand step update move movement displacement increment change size length magnitude norm
distance direction sign absolute time index iteration epoch number count formula expression form closed-form identity
equation equality inequality relation recursion recurrence rule law definition line row statement claim lemma theorem
proposition corollary result proof argument induction algebra calculation computation bound estimate limit tail rate
learning decay parameter parameters hyperparameter coordinate component entry variable function quantity error gap bias
correction effect influence contribution history past future present newest oldest new old recent current initial
previous consecutive successive  whole full entire upper lower geometric geometrically arithmetic exponential
exponentially linearly
moving running weighted effective total finite infinite infinitely closed open exact strict weak weaker weakest strong
stronger sharp sharper tight best better worse worst simple simpler common usual general special second-moment moment
variance numerator denominator side age window half-life half-lives life rms rmsprop root-mean-square optimizer method
algorithm scheme notation letter symbol name point fact consequence consequences observation remark example section
chapter lecture note notes proof exercise problem time times bit lot thing way  sense place moment monotone monotonic
monotonically uniformly bounded bounds nonnegative non-negative larger largest smaller smallest bigger longer longest
shorter shortest greater greatest faster slower quickly slowly further closer comparable identical uncorrected raw plain
squared squares geometric summand summands beginning end start two three four five six seven eight nine ten trivial
convex combination convexity triangle cauchy schwarz jensen bernoulli hinton tieleman memoryless linear homogeneous
epsilon eps eta beta theta rho gamma alpha bracket brackets lhs rhs
reasoning deficit surplus excess deviation discrepancy residual velocity buffer estimator signal input sample
assertion inspection insertion induction verification shortcut check biased unbiased disappear disappears disappeared
"""
_KNOWN = frozenset((_GRAMMAR + _VERBS + _NOUNS).split())
_RESTRICTED = re.compile(
    r"\b(?:larger|smaller|bigger|greater|weaker|stronger|equal|identical|two|three|four|no|monotone|linear|trivial|infinite"
    r"|faster|slower|better|worse|simpler?|finite|convex|homogeneous|old|uniformly)\s+(?:gradients?|inputs?|decays?|rates?)\b"
    r"|\bthere\s+(?:is|are|exists?|may|can)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_CODE = "\ufffc"
_TOKEN = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d[\d.,]*")
_PHRASES = re.compile(
    r"\bone\s+(?:gets|has|finds|obtains|sees|can|could|may|might|also|then|easily|shows|concludes|computes|checks|immediately"
    r"|directly|now|thus|hence|therefore|arrives|recogni[sz]es|deduces|notices|observes|reads|verifies|infers|derives|writes"
    r"|knows|proves)\b|\bas\s+(?:is\s+)?well(?:\s+as|\s+known)?\b|\b(?:it\s+)?is\s+well\s+known\b"
    r"|\b(?:below|above|from|than|at|exceeds?|towards?)\s+(?:zero|one|1|0)\b"
    r"|\b(?:sums?|adds?|up|tends?|converges?|goes|equal)\s+to\s+(?:zero|one|1|0)\b|\bat\s+(?:most|least|once)\b"
    r"|\b(?:is|are|stays?|remains?|be)\s+(?:\w+ly\s+|not\s+|never\s+|always\s+)*(?:positive|negative|increasing|decreasing)\b"
    r"|\b(?:step|line|eq|equation|section|figure|item|lemma|theorem|exercise|chapter|week|lecture)s?\.?\s*\(?\d[\d.]*\)?"
    r"|\b\d+\s+steps?\b|^\W*(?:\d+|[a-z]|[ivx]+)[.)](?=\s)|\bin\s+the\s+(?:long|next|same)\s+run\b",
    re.IGNORECASE,
)


def strange(text: str) -> str | None:
    """The first word of the text that is none of these, or a number that counts nothing; None if there is none.

    >>> strange("Consequently the mean never falls below zero, and"), strange("Unit gradients lead to")
    (None, 'Unit')
    """
    restricted = _RESTRICTED.search(text)
    if restricted or _CODE in text:
        return restricted[0] if restricted else "code"
    found = _TOKEN.findall(_PHRASES.sub(" ", _COMMAND.sub(" ", text)))
    return next((word for word in found if not _is_known(word.lower().replace("’", "'"))), None)


def _is_known(word: str) -> bool:
    """Whether the word is known, as it is or without the s of a plural, of a verb or of an owner."""
    return any(
        form in _KNOWN for form in (word, word.removesuffix("'s"), word.removesuffix("s"), word.removesuffix("es"))
    )
