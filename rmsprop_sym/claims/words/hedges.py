"""Words that make a number a rough one, about 13 per cent, and words that leave it as it is, only 13 per cent."""

from __future__ import annotations

import re

HEDGES = (
    r"about|roughly|approximately|approx\.?|around|nearly|almost|some|circa|ca\.?|≈|\\approx|just over|just under"
    r"|a little (?:over|under)|a bit (?:over|under|more than|less than)|slightly (?:over|under|more than|less than)"
    r"|close to|not quite"
)
MERELY = r"only|just|exactly|already|still|even"
ABOUT = rf"(?P<about>(?:(?:{MERELY}|{HEDGES}) ?(?<![a-z](?=[a-z])))*)"
HEDGED = re.compile(rf"(?<![a-z])(?:{HEDGES})(?![a-z])", re.IGNORECASE)
