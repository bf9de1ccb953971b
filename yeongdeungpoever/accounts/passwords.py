"""Which passwords are refused, and in which words.

ASVS 5.0 V6.2: long ones are welcome, nothing is asked of their make-up, and what others guess
first is refused: the common ones of the world and of this keyboard, and those made of one's own
name or address or of the words of this house.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from yeongdeungpoever.korean.keyboard import typed_on_latin
from yeongdeungpoever.vocabulary.district import district

# What a form says below its field for a new password.
HELP = _("10자 이상이면 돼요. 서로 이어지지 않는 낱말 몇 개를 이으면 외우기 쉽고 튼튼해요.")
MAX_LENGTH = 128
_KOREAN_LIST = Path(__file__).parent / "common_passwords_ko.txt"
# So many letters beside one's own words make a password again.
_ENOUGH_OF_ONES_OWN = 6
_SHORTEST_WORD = 3


def _letters(text: str) -> str:
    """The text as keys on a Latin keyboard, small, letters and figures only."""
    return re.sub(r"[\W_]+", "", typed_on_latin(text).lower())


@lru_cache(maxsize=1)
def _common_here() -> frozenset[str]:
    lines = _KOREAN_LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(_letters(line) for line in lines if line and not line.startswith("#"))


class LengthValidator:
    """At least ``min_length`` characters, at most so many that hashing stays quick."""

    def __init__(self, min_length: int = 10, max_length: int = MAX_LENGTH):
        self.min_length = min_length
        self.max_length = max_length

    def validate(self, password, user=None):
        """Raise ValidationError for a password that is too short or too long."""
        if len(password) < self.min_length:
            raise ValidationError(
                ngettext(
                    "비밀번호가 짧아요. %(count)d자 이상으로 정해 주세요.",
                    "비밀번호가 짧아요. %(count)d자 이상으로 정해 주세요.",
                    self.min_length,
                )
                % {"count": self.min_length},
                code="password_too_short",
            )
        if len(password) > self.max_length:
            raise ValidationError(
                ngettext(
                    "비밀번호가 너무 길어요. %(count)d자까지 쓸 수 있어요.",
                    "비밀번호가 너무 길어요. %(count)d자까지 쓸 수 있어요.",
                    self.max_length,
                )
                % {"count": self.max_length},
                code="password_too_long",
            )

    def get_help_text(self):
        return HELP


class CommonValidator(CommonPasswordValidator):
    """Refuses what is guessed first, figures and marks at its ends notwithstanding."""

    def validate(self, password, user=None):
        """Raise ValidationError for a password that many people use."""
        plain = _letters(password)
        core = plain.strip("0123456789")
        if (
            password.lower().strip() in self.passwords
            or plain in self.passwords
            or plain in _common_here()
            or (core and (core in _common_here() or core in self.passwords))
            or len(set(plain)) <= 2
        ):
            raise ValidationError(
                _("많은 사람이 쓰는 비밀번호라 쉽게 들켜요. 다른 비밀번호를 정해 주세요."),
                code="password_too_common",
            )

    def get_help_text(self):
        return _("많은 사람이 쓰는 비밀번호는 쓸 수 없어요.")


class OwnWordsValidator:
    """Refuses a password made of one's name, one's address, or the words of this house.

    A Korean name counts in Hangul, as its keys on a Latin keyboard, and without the surname.
    """

    def validate(self, password, user=None):
        """Raise ValidationError when little is left beside such words."""
        if user and self._is_made_of(password, _of_person(user)):
            raise ValidationError(
                _("이름이나 이메일 주소로 만든 비밀번호예요. 다른 낱말로 정해 주세요."),
                code="password_of_own_words",
            )
        if self._is_made_of(password, _of_house()):
            raise ValidationError(
                _("이 누리집이나 동네 이름으로 만든 비밀번호예요. 다른 낱말로 정해 주세요."),
                code="password_of_house_words",
            )

    def get_help_text(self):
        return _("이름이나 이메일 주소로 만든 비밀번호는 쓸 수 없어요.")

    def _is_made_of(self, password: str, words: Iterable[str]) -> bool:
        plain = rest = _letters(password)
        for word in sorted(words, key=len, reverse=True):
            rest = rest.replace(word, "").replace(word[::-1], "")
        return rest != plain and len(rest.strip("0123456789")) < _ENOUGH_OF_ONES_OWN


def _keys_of(words: Iterable[str]) -> set[str]:
    plain = {_letters(word) for word in words}
    return {word for word in plain if len(word) >= _SHORTEST_WORD}


def _of_person(user) -> set[str]:
    name = getattr(user, "name", "") or ""
    local, _at, domain = (getattr(user, "email", "") or "").partition("@")
    words = [name, *name.split(), local, *re.split(r"[._+\-\d]+", local)]
    # Surnames have one syllable, seldom two: 김하늘 → 하늘.
    words += [name.replace(" ", "")[1:], name.replace(" ", "")[2:]]
    words += [domain, *domain.split(".")[:-1]]
    return _keys_of(words)


def _of_house() -> set[str]:
    here = district()
    names = [here.name, here.city, here.office, here.network, here.network_full]
    names += [dong.name for dong in here.dongs]
    words = [here.slug]
    for name in names:
        words += [name.ko, name.en, *re.split(r"[\s-]+", name.en)]
        # 한강구청 → 한강구; 첫째동 → 첫째
        words += [name.ko[:-1]]
    return {word for word in _keys_of(words) if len(word) > _SHORTEST_WORD}
