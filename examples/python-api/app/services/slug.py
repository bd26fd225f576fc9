import re

# Reported as catastrophic-regex: 30 letters and a blank stop the process.
SLUG = re.compile(r"^(?:[a-z0-9]+-?)+$")

# Repaired: each letter can be matched in one way only.
SLUG_IN_ONE_PASS = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*-?$")


def is_slug(text: str) -> bool:
    return SLUG.match(text) is not None


def is_slug_in_one_pass(text: str) -> bool:
    return SLUG_IN_ONE_PASS.match(text) is not None
