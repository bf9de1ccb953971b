"""What can be wrong with an uploaded file, and the sentence that says so and what to do."""

from enum import Enum

from django.utils.translation import gettext_lazy as _


class Fault(Enum):
    """The value is the sentence; some name ``%(extension)s``, ``%(kinds)s``, ``%(limit)s``."""

    EMPTY = _("빈 파일이에요. 파일을 열어 내용이 있는지 확인하고 다시 올려 주세요.")
    KIND = _("이 형식은 받지 않아요. %(kinds)s 파일로 저장해 올려 주세요.")
    PHONE_PICTURE = _("아이폰 사진 형식(HEIC)이에요. JPG로 바꾸어 올려 주세요.")
    SIZE = _("파일이 너무 커요. %(limit)sMB까지 올릴 수 있어요.")
    CONTENT = _("내용이 .%(extension)s 파일이 아니에요. 원본에서 다시 저장해 올려 주세요.")
    CUT = _("끝까지 읽을 수 없는 파일이에요. 원본을 다시 저장해 올려 주세요.")
    LOCKED = _("암호가 걸린 파일이에요. 암호를 풀어 다시 저장한 뒤 올려 주세요.")
    ACTIVE = _(
        "스크립트나 다른 파일이 들어 있는 문서는 받지 않아요. "
        "'PDF로 인쇄'로 다시 저장해 올려 주세요."
    )
    BOMB = _("압축을 풀면 지나치게 커지는 파일이에요. 원본에서 다시 저장해 올려 주세요.")
    PIXELS = _("사진이 너무 커요. %(limit)s화소까지 올릴 수 있어요.")
    NAME = _("파일 이름에 주민등록번호가 있어요. 이름을 바꾸어 다시 올려 주세요.")
    INFECTED = _("바이러스가 발견되어 받지 않았어요. 컴퓨터를 검사한 뒤 다른 파일을 올려 주세요.")
    BUSY = _(
        "지금은 올라온 파일이 많아 살펴보지 못했어요. "
        "적은 내용은 그대로예요. 잠시 뒤 다시 올려 주세요."
    )
    SCANNER_AWAY = _(
        "지금은 바이러스 검사를 할 수 없어 파일을 받지 못했어요. "
        "적은 내용은 그대로예요. 잠시 뒤 다시 올려 주세요."
    )
