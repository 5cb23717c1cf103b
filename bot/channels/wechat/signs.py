"""Texts that WeChat delivers although nobody wrote them: words for what it cannot show, codes of its emoji, and an
earlier message quoted above an answer.
"""

import re

_IN_BRACKETS = re.compile(r"[\[【［〔]\s*([^\[\]【】［］\n]{1,60}?)\s*[\]】］〕][。.]?")
_OF_WHAT = r"消息|类型|内容|格式|message|content"
_NOT_SHOWN = (
    r"不支持|未支持|(?:无法|不能|暂未?)(?:显示|展示|查看|接收)|在手机上?查看|版本过低|升级"
    r"|(?:not |un)supported|(?:cannot|can't|unable to)(?: be)? (?:display|show|view)"
)
_PLACEHOLDER = re.compile(rf"(?=.*(?:{_OF_WHAT})).*(?:{_NOT_SHOWN})", re.IGNORECASE)
_WITHOUT_BRACKETS = re.compile(
    r"(?:收到|你|当前|该|此|暂|微信|版本|一条|时|的){0,6}不支持(?:的|该|此|这|种|展示|显示|查看|接收){0,4}(?:消息|内容)(?:类型|格式)?(?:[，,。.].{0,40})?"
    r"|(?:received an? )?unsupported message(?: type)?\.?|this (?:type of )?message (?:type )?is not supported\.?",
    re.IGNORECASE,
)
_KINDS = re.compile(
    "动画表情|表情包?|贴图|图片|照片|小?视频|语音|文件|(?:实时|地理)?位置|(?:个人)?名片|链接|聊天记录|小程序|(?:微信)?(?:红包|转账)|礼物|音乐"
    "|视频号|直播|笔记|拍一拍|(?:语音|视频)通话|接龙|卡券|sticker|photo|image|video|voice|audio|file|location|link|card|emoji"
    "|gif|animation"
)
_OLD_CODES = (
    "微笑|撇嘴|色|发呆|得意|流泪|害羞|闭嘴|睡|大哭|尴尬|发怒|调皮|呲牙|惊讶|难过|酷|冷汗|抓狂|吐|偷笑|可爱|白眼|傲慢|饥饿|困|惊恐|流汗|憨笑|奋斗|咒骂"
    "|疑问|嘘|晕|折磨|衰|敲打|再见|擦汗|抠鼻|鼓掌|坏笑|鄙视|委屈|快哭了|可怜|玫瑰|凋谢|心碎|强|弱|握手|胜利|抱拳|勾引|拳头|差劲|爱你|NO|OK"
)
_CODE = re.compile(
    rf"\[[\u4e00-\u9fff]{{1,4}}\]|\[[A-Z][A-Za-z]{{1,11}}\]|/:[^\s\u4e00-\u9fff/]{{1,9}}|/(?:{_OLD_CODES})(?=/|\s|$)"
)
_YES = re.compile(r"(?:\[(?:强|OK|ok|好的|赞|ThumbsUp)\]|/:strong|/:ok|/强|/OK|\s)+")
_QUOTED = re.compile(r"[「『“].{0,60}?[：:].*?[」』”]\s*\n\s*(?:[-—–─]\s*){4,}\n(?P<answer>.+)", re.DOTALL)
_LONGEST = 80


def says_nothing(text: str) -> bool:
    """Return whether the text stands for something other than words: a sticker, or a kind of message that WeChat does
    not show.
    """
    plain = text.strip()
    if not plain or len(plain) > _LONGEST:
        return False
    bracketed = _IN_BRACKETS.fullmatch(plain)
    if bracketed and (_KINDS.fullmatch(bracketed[1].casefold()) or _PLACEHOLDER.match(bracketed[1])):
        return True
    return bool(_WITHOUT_BRACKETS.fullmatch(plain)) or not _CODE.sub("", plain).strip()


def means_yes(text: str) -> bool:
    """Return whether the text is only a thumbs-up or the like."""
    return bool(text.strip()) and bool(_YES.fullmatch(text))


def answer_below(text: str) -> str:
    """The text below a quotation; the whole text if nothing is quoted."""
    found = _QUOTED.fullmatch(text.strip())
    return found["answer"].strip() if found else text
