"""Tell whether a diploma can still be begun, from the closing date and the last session that a list gives.

A session is the year of the exam: from September the one under way is that of the next year.
"""

from __future__ import annotations

import datetime
import re

_FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_SEPTEMBER = 9


def today() -> datetime.date:
    """Return the day of the import; tests choose another."""
    return datetime.date.today()


def under_way() -> int:
    """Return the session of the school year under way."""
    day = today()
    return day.year + (day.month >= _SEPTEMBER)


def date(value: str) -> datetime.date | None:
    """Return a date written « 31/08/2026 » or « 2026-08-31 », or None."""
    if found := _FRENCH.match(value):
        year, month, day = int(found[3]), int(found[2]), int(found[1])
    elif found := _ISO.match(value):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        return None
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def still_open(closing: str = "", last_session: str = "") -> bool | None:
    """Tell whether neither the closing date nor the last session is past; None when a date cannot be read."""
    session = re.search(r"\b(\d{4})$", last_session)
    if session and int(session[1]) < under_way():
        return False
    day = date(closing)
    if closing and day is None:
        return None
    return day is None or day >= today()
