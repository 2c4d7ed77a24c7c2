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
equivalently cannot hand course fourth fifth sixth seventh eighth ninth tenth nth th st nd rd whereas iterate
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
convex combination convexity triangle cauchy schwarz jensen bernoulli hinton tieleman linear homogeneous
epsilon eps eta beta theta rho gamma alpha bracket brackets lhs rhs
reasoning deficit surplus excess deviation discrepancy residual velocity buffer estimator signal input sample
assertion inspection insertion induction verification shortcut check biased unbiased disappear disappears disappeared
"""
_COMMON = """
me my mine myself ourselves yourself himself themselves anyone anybody everyone everybody everything anything yes ok
okay please want wants wanted need needed try tries tried trying ask asked asks asking tell tells told telling explain
explains explained explaining explanation confirm confirms confirmed suggest suggests suggested reveal reveals revealed
demonstrate demonstrates demonstrated illustrate illustrates illustrated exhibit exhibits understand understood learn
learnt learned teach teaches remind reminds reminded reminder realise realised realize realized convince convinced
produce produces produced generate generates generated create creates created build builds built cause causes caused
lead leads led leading allow allows allowed enable affect affects affected influences influenced determine determines
determined determining govern governs governed control controls controlled compensate compensates compensated
counteract counteracts undo undoes undone reverse reverses reversed remove removes removed removing introduces
introduced introducing split splits separate separates separated factored factoring simplify simplifies simplified
simplifying reduce reduces reduced reducing evaluate evaluates evaluated evaluating transform transforms transformed
translate translates translated convert converts converted interpret interprets interpreted interpretation explode
explodes exploded blow blows blew blown diverge diverges diverged saturate saturates stabilise stabilises stabilize
stabilizes climb climbs climbed jump jumps jumped doubled halved triple triples tripled die dies died damp damps damped
smooths smoothed smoothing accumulate accumulates accumulated accumulating accumulation store stores stored remembers
retain retains retained hide hides hidden guarantee guarantees guaranteed ensure ensures ensured prevent prevents
prevented avoid avoids avoided protect protects limits cover covers covered correspond corresponds corresponding relate
relates related refer refers recover recovers recovered reproduce reproduces reproduced announce print prints printed
listed record records recorded report reports reported plotted drawn draw draws displayed display displays tabulate
tabulated tabulates rounded rounding finish finished complete completed completes completing prefer care matter matters
deserve deserves help helps helped pass passes passed pay pays paid save saves saved cost costs speak speaks spoken
hear heard discuss discusses discussed answer answers answered marked graded really actually perfectly completely
entirely fully totally nicely beautifully correctly properly accurately merely soon sooner instantly gradually steadily
rapidly dramatically drastically substantially considerably literally automatically independently regardless
irrespective forever thrice unfortunately fortunately luckily sadly curiously strangely notably crucially admittedly
honestly frankly somewhat exceedingly enormously extremely hardly barely badly well truly genuinely definitely
inevitably necessarily symbolically algebraically analytically numerically mathematically formally intuitively loosely
visibly noticeably smoothly good great easy hard difficult tricky natural wonderful amazing striking harmless nasty
ugly beautiful elegant pretty handy familiar classical standard textbook desired sought honest proper intuitive
concrete visible hint hints goal aim reason reasons purpose idea ideas intuition picture view viewpoint perspective
story trick tricks upshot moral lesson message takeaway conclusion conclusions summary recap review warning feature
features property properties behaviour behavior phenomenon mechanism dynamics meaning role job work works worked
working stuff reader readers author authors class today yesterday blackboard board sheet page pages text book
literature paper papers definitions prefactor multiplier envelope peak ceiling floor scales level levels speed pace
slope trend outcome outcomes recipe pair pairs notion concept discussion accounts account accounted attain attains
attained balance balances geometry graph curve plots solution solutions task tasks
"""
_MORE = """
prefer prefers preferred like likes liked people person programmer programmers practitioner practitioners engineer
engineers mathematician mathematicians lecturer lecturers colleague colleagues tutor tutors innovation error-correction
incremental dominate dominates dominated dominating majorise majorises majorize majorizes brute force patience patient
impatient curious exception ado doubt variance-like energy-like fulfils fulfill fulfills fulfilled bookkeeping unwind
unwinding unwound unfold unfolds unfolded unfolding iterate iterates iterated iterating recursively repeatedly backwards
backward forwards forward peel peeling peeled group grouping grouped regroup regrouping regrouped reindex reindexing
reindexed substitution abbreviate abbreviated abbreviation shorthand wording stepwise line-by-line pencil napkin
envelope tutorial homework script textbooks slides slide mnemonic crude crudely sharper sharpest sandwiched squeezed
squeeze smear smears smeared blend blends blended mix mixes mixed mixture compromise
interpolate interpolates interpolation nudge nudges nudged leak leaks leaky dissipate dissipates discount discounts
discounted discounting recollect digest digests digested swallow swallows incoming arrives enters
entering enter entered youngest weightings weighting prefactors tidy tidier tidied cute sweet
lovely pleasing painless cheap cheaply bonus punchline crux essence gist nutshell bottom-line kernel kernels
identities inequalities sub-additivity subadditivity superadditivity monotonicity
positivity nonnegativity linearity homogeneity concavity concave square-root roots powers
side-calculation recap pocket toolbox weapon key freshman undergraduate attentive
careful carefully observant remembering memorising memorizing noting whatsoever ingredient ingredients
careful carefully observant alert audience listeners listener participants participant handwritten
handwriting marginal margin footnote appendix paragraph paragraphs passage heading title subtitle preface
"""
_KNOWN = frozenset((_GRAMMAR + _VERBS + _NOUNS + _COMMON + _MORE).split())
_RESTRICTED = re.compile(
    r"\b(?:larger|smaller|bigger|greater|weaker|stronger|equal|identical|two|three|four|no|monotone|linear|trivial|infinite"
    r"|faster|slower|better|worse|simpler?|finite|convex|homogeneous|old|uniformly)\s+(?:decays?|rates?)\b"
    r"|\b(?!(?:the|an?|all|each|every|any|this|that|these|those|our|its|his|her|their|of|and|or|in|by|to|as|on|is|are|but|nor"
    r"|than|from|so|then|if|squared?|past|present|future|previous|next|earlier|last|latest|first|second|third|new|newest"
    r"|recent|older|oldest|current|single|individual|raw|incoming|stochastic|observed|measured|most|more|how|which|whose"
    r"|when|where|what|divides?|uses?|sees?|weighs?|weights?|average[sd]?|forgets?|about|accumulates?|sums?|squares)\b)"
    r"[A-Za-z][\w-]*\s+(?:gradients?|inputs?)\b"
    r"|\b(?:equal|identical|unit|coinciding|alternating)\s+(?:squares|sizes|terms|weights|signs|magnitudes|values)\b"
    r"|\b(?:of|have|has|had|are|is)\s+(?:the\s+)?(?:same|equal)\s+(?:size|magnitude|length|absolute\s+value)s?\b"
    r"|\b(?:the|an?)\s+settled\s+\w+|\bin\s+(?:perfect\s+)?balance\b"
    r"|\bnothing\s+(?:new\s+|more\s+|else\s+)?(?:arriv|com|enter|happen|chang|mov|flow)\w*\b"
    r"|\bthere\s+(?:is|are|exists?|may|can)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"\\[A-Za-z]+\*?")
_SHORT = 2  # letters of a preposition: ones are no on
_CODE = "\ufffc"
_TOKEN = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d[\d.,]*")
_PHRASES = re.compile(
    r"\bone\s+(?:gets|has|finds|obtains|sees|can|could|may|might|also|then|easily|shows|concludes|computes|checks|immediately"
    r"|directly|now|thus|hence|therefore|arrives|recogni[sz]es|deduces|notices|observes|reads|verifies|infers|derives|writes"
    r"|knows|proves)\b|\bas\s+(?:is\s+)?well(?:\s+as|\s+known)?\b|\b(?:it\s+)?is\s+well\s+known\b"
    r"|\b(?:below|above|from|than|at|exceeds?|towards?)\s+(?:zero|one|1|0)\b"
    r"|\b(?:sums?|adds?|up|tends?|converges?|goes|equal)\s+to\s+(?:zero|one|1|0)\b|\bat\s+(?:most|least|once)\b"
    r"|\b(?:is|are|stays?|remains?|be|becomes?|turns?|gets?)\s+(?:\w+ly\s+|not\s+|never\s+|always\s+)*(?:positive|negative|increasing|decreasing)\b"
    r"|\b(?:step|line|eq|equation|section|figure|item|lemma|theorem|exercise|chapter|week|lecture)s?\.?\s*\(?\d[\d.]*\)?"
    r"|\b\d+\s+steps?\b|^\W*(?:\d+|[a-z]|[ivx]+)[.)](?=\s)|\bin\s+the\s+(?:long|next|same)\s+run\b"
    r"|\b(?:age|lag|index|delay|distance)\s+(?:zero|one|0|1)\b"
    r"|\b(?:some|many|most)\s+(?:people|authors?|books?|texts?|of\s+us|of\s+you|lecturers?|programmers?|engineers?)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"(\b(?:\w+er|same|usual|right|wrong|last|next|new|old|other|this|that|which|each|centred|corrected|plain)\s+)ones?\b"
    r"(?!\s+(?:gradient|step|spike|batch|state|update|value|decay|rate)s?\b)",
    re.IGNORECASE,
)


def strange(text: str) -> str | None:
    """The first word of the text that is none of these, or a number that counts nothing; None if there is none.

    >>> strange("Consequently the mean never falls below zero, and"), strange("Unit gradients lead to")
    (None, 'Unit gradients')
    """
    return next(iter(strangers(text)), None)


def strangers(text: str) -> list[str]:
    """All words of the text that are none of these; a turn that singles out some gradients comes alone.

    >>> strangers("Up to here the data have"), strangers("Unit gradients lead to data")
    (['Up', 'data'], ['Unit gradients'])
    """
    restricted = _RESTRICTED.search(text)
    if restricted or _CODE in text:
        return [restricted[0] if restricted else "code"]
    found = _TOKEN.findall(_PRONOUN.sub(r"\1", _PHRASES.sub(" ", _COMMAND.sub(" ", text))))
    return [word for word in found if not _is_known(word.lower().replace("’", "'"))]


def _is_known(word: str) -> bool:
    """Whether the word is known, as it is or without the s of a plural, of a verb or of an owner."""
    stems = (word.removesuffix("s"), word.removesuffix("es"))
    owner = word.removesuffix("'s")
    return owner in _KNOWN or any(len(stem) > _SHORT and stem in _KNOWN for stem in stems)
