"""Whether an address of mail belongs to the organisation whose site is known."""

from urllib.parse import urlsplit

# Hosts at which anybody gets a mailbox or a page, or which many bodies share (korea.kr, sen.go.kr):
# an address there shows nothing about the organisation.
# fmt: off
SHARED = frozenset({
    "naver.com", "hanmail.net", "daum.net", "kakao.com", "nate.com", "gmail.com",
    "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com",
    "yahoo.co.kr", "icloud.com", "me.com", "mac.com", "proton.me", "protonmail.com",
    "lycos.co.kr", "korea.com", "dreamwiz.com", "empas.com", "chol.com", "hanmir.com",
    "paran.com", "freechal.com", "tistory.com", "github.io", "google.com", "facebook.com",
    "instagram.com", "youtube.com", "notion.site", "wixsite.com", "modoo.at", "imweb.me",
    "cafe24.com", "blogspot.com", "korea.kr", "sen.go.kr", "zoho.com", "qq.com", "163.com",
    "aol.com", "gmx.com", "mail.com",
})
# fmt: on


def site_host(website: str) -> str:
    """The host of the organisation's site without ``www.``; empty where none can show anything.

    Only the host itself counts, never a domain above it: ``example.co.kr`` says nothing about
    ``a.example.co.kr``, and nothing has to be known about public suffixes.
    """
    try:
        host = (urlsplit(website).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
    host = host.removeprefix("www.")
    if not _is_own(host):
        return ""
    return host


def _is_own(host: str) -> bool:
    labels = host.split(".")
    if len(labels) < 2 or all(label.isdigit() for label in labels) or ":" in host:
        return False
    # Neither a shared host nor a page of somebody on one.
    return not any(".".join(labels[at:]) in SHARED for at in range(len(labels) - 1))


def is_of_site(email: str, website: str) -> bool:
    """Whether the mailbox lies at the very host of the site."""
    host = site_host(website)
    mailbox, _at, domain = email.rpartition("@")
    return bool(host and mailbox and "@" not in mailbox) and domain.lower() == host
