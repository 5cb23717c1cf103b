"""The core of a short text, without its decoration."""

import re
from functools import cache

from models.values.normal_text import Normal

_PUNCTUATION = re.compile(r"[^\w\s]|_")
_BEFORE = re.compile(r"^(?:那就|那|哎|喂|嗯|请|麻烦|请问|你好|您好|我想要?|我要|帮我|给我|打开|进入|去)+(?=.)")
_AFTER = re.compile(r"(?<=.)(?:一下|吧|啊|呀|哈|嘛|哦|噢|喔|呢|啦|了|哟|呗|谢谢|兄弟|老弟|老铁|大哥|大姐|哥们|亲)+$")


def core_of(text: str) -> str:
    """The core of a short text: no decoration, politeness or particles, and in one script."""
    plain = " ".join(_PUNCTUATION.sub(" ", _normal()(text)).split())
    shorter = _AFTER.sub("", _BEFORE.sub("", plain))
    return shorter if len(shorter) > 1 else plain


@cache
def _normal() -> Normal:
    return Normal()
