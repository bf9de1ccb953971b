"""Which passwords are refused, and that nothing else is."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yeongdeungpoever.accounts.models import User
from yeongdeungpoever.korean.keyboard import typed_on_latin
from yeongdeungpoever.vocabulary.district import district

PERSON = User(name="김하늘", email="skyblue.kim@hangang-works.example")


def _refused(password: str, person=PERSON) -> str:
    with pytest.raises(ValidationError) as caught:
        validate_password(password, person)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("안녕하세요", "dkssudgktpdy"),
        ("괜찮아 1", "rhoscksgdk 1"),
        ("빵값 웬 뭐", "Qkdrkqt dnps anj"),
        ("없앗읽삶", "djqtdktdlfrtkfa"),
        ("abc", "abc"),
    ],
)
def test_hangul_as_keys(text, keys):
    assert typed_on_latin(text) == keys


@pytest.mark.parametrize(
    "password",
    [
        "mokpo-violet-ladder-9",
        "lowercaseletters",
        "한글로만 지은 긴 암구호 하나",
        "73519642086",
        "🦆🦆 물 위의 다리 셋",
        "a very long sentence of more than sixty-four letters, typed without any rule at all",
        "x7" + "한글" * 20 + "q",
        " 앞뒤 빈칸도 글자 ",
    ],
)
def test_no_rule_of_composition_and_long_ones_are_welcome(password):
    validate_password(password, PERSON)


def test_length_has_both_ends():
    assert "10자 이상" in _refused("short-one")
    validate_password("mokpo-violet-ladder-9".ljust(128, "x"), PERSON)
    assert "128자까지" in _refused("mokpo-violet-ladder-9".ljust(129, "x"))


@pytest.mark.parametrize(
    "password",
    [
        "dkssudgktpdy",
        "안녕하세요안녕하세요"[:5] + "12345",
        "dkssudgktpdy!!",
        "DKSSUDgktpdy1",
        "qwertyuiop",
        "Qwer1234!!",
        "password123!",
        "1234567890",
        "1q2w3e4r5t!!",
        "qlalfqjsgh",
        "비밀번호비밀번호"[:4] + "123456",
        "aaaaaaaaaaaa",
        "1212121212",
        "01012345678",
        "eogksalsrnr2024",
    ],
)
def test_what_many_people_use_is_refused_in_words(password):
    assert "많은 사람이 쓰는 비밀번호" in _refused(password)


@pytest.mark.parametrize(
    "password",
    [
        "김하늘김하늘1234",
        "rlagksmf1234!",
        "gksmf-gksmf-2024",
        "skyblue.kim2024",
        "Skyblue-1998!!",
        "hangang-works1",
        "mik.eulbyks99",
    ],
)
def test_one_s_own_name_and_address_are_refused(password):
    assert "이름이나 이메일" in _refused(password)


def test_the_words_of_the_house_are_refused_from_the_district_s_file():
    here = district()
    for word in (here.network.ko, here.office.ko, here.dongs[0].name.ko):
        assert "동네 이름" in _refused(word + "2026!!!!")
        assert "동네 이름" in _refused(typed_on_latin(word) + "2026!!")
    assert "동네 이름" in _refused(f"{here.slug}1234")


def test_a_name_inside_a_password_of_one_s_own_is_fine():
    validate_password("하늘 아래 오리 열두 마리가 산다", PERSON)
    validate_password("skyblue over a copper roof", PERSON)


def test_somebody_without_name_or_address_is_no_obstacle():
    validate_password("mokpo-violet-ladder-9", User())
    validate_password("mokpo-violet-ladder-9", None)
