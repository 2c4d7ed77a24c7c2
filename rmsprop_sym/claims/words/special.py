"""Words that single out gradients, steps or rules of a kind, or that leave it open whether something is so."""

from __future__ import annotations

import re

_SPECIAL = re.compile(
    r"^(?:sparse|nois|alternat|oscillat|period|cycl|zigzag|random|symmetr|opposit|cancel|orthogonal|independ|correlat|station"
    r"|unit|normal|standard|whiten|binar|clip|sign|flat|plateau|quiet|silent|silence|idle|dorman|paus|spik|burst|outlier"
    r"|peak|jump|warm|cold|pre-?train|restart|reset|resum|converg|equilib|vanish|frozen|freez|stall|drift|batch|sudden"
    r"|approx|nearly|order|leading|folk|legend|hearsay|rumou?r|oops|howler|blunder|joke|sloppy|heuristic|ansatz|crude|ballpark"
    r"|nadam|adamw|amsgrad|yogi|lamb|lars|shampoo|adafactor|muon|sophia|centred|centered|debias|rescal|renormal|modif|alter"
    r"|variant|version|convention|flavou?r|dialect|other|differ|un\w+|non\w*|neither|hypoth|ones?$|half|halv|third|quarter|tenth|percent|zero|unity"
    r"|doubl|tripl|wake|kick|impuls|shock|fiction|pretend|imagin|wish|idea|memoryless|balanc|saturat|all-|settle|twin|tie[ds]?$)",
    re.IGNORECASE,
)


def is_special(word: str) -> bool:
    """Whether a word is known to narrow or to deny what it stands beside.

    >>> is_special("sparse"), is_special("sketch")
    (True, False)
    """
    return _SPECIAL.match(word) is not None
