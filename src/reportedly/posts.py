"""What names a post of social media in its link: the same post is the same utterance anywhere."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_NUMBER = re.compile(r"/\d+")
_STATUS = re.compile(r"/(?:status|statuses)/(\d+)")
_HOSTS = {
    "x.com": "twitter.com",
    "telegram.me": "t.me",
    "telegram.dog": "t.me",
    "fb.com": "facebook.com",
}


def post_of(url: str | None) -> str | None:
    """What names a post in its link: its path with a number; None for a link to no one post.

    >>> post_of("https://x.com/Ministry/status/123?s=20") == post_of(
    ...     "https://mobile.twitter.com/i/web/status/123")
    True
    >>> post_of("https://t.me/s/channel/5?single")
    't.me/channel/5'
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if not _NUMBER.search(parts.path):
        return None
    host = re.sub(r"^(?:www|m|mobile)\.", "", parts.netloc.lower())
    host = _HOSTS.get(host, host)
    status = _STATUS.search(parts.path)
    if host == "twitter.com" and status:  # the number alone names it; accounts change their names
        return f"{host}/status/{status[1]}"
    path = parts.path.rstrip("/").casefold()
    return host + (path.removeprefix("/s") if path.startswith("/s/") else path)
