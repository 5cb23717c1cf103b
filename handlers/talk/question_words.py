"""Tell a question from a story: a question is answered before a form is offered."""

import re

from handlers.talk.meaning import Meaning

_ASKS = re.compile(
    r"[?？]\s*$|怎么|怎样|咋|点样|点解|吗|多[长大远高快重]|[么嘛呢没不]\s*[?？。!！]*$|能不能|可不可以|可以不|能否|是否|多少|多久"
    r"|几多|几[天个年岁次号点级块]|哪[里儿些个种家天边点块哈旮]|边[度处个]|乜嘢?|[在搁]哪\s*$|上哪|去哪|找谁|算不算|是不是|有没有|要不要|该不该|会不会|用不用"
    r"|([一-鿿])不\1|需不需要|合法|违法|啥|什么|还[要用得]不[要用得]|有没得|得不得|如何|谁[来管出给交赔]|区别|条件|流程|标准|政策|规定"
    r"|(?<![a-z])(?:how|what|where|when|who|which|can|could|may|does|do i|is (?:it|there|this)|are there|am i|should)"
    r"(?![a-z])"
)
_BLAMES = re.compile(
    r"凭什么|凭啥|为什么|为啥|怎么(?:这样|这么|又|回事|能|可以|还不|老是|总是|不给)|什么(?:玩意|东西|态度|破|垃圾|鬼)|没完没了|[逗玩耍坑]我(?:呢|吗|嘛|么)|像话[吗嘛么]|讲不讲理|有没有(?:搞错|天理)|算什么"
    r"|(?<![a-z])why(?![a-z])"
)
_TELLS = re.compile(
    r"(?:啥|什么|谁|哪[儿里]?|怎么|咋)(?:也|都)(?=[没不])|(?:站[里长点]|公司|平台|老板|队长|领导|他们|上头)(?:硬性|又|还|都|现在)?规定"
)
"""Words of questions that only tell something: 啥也没签, 公司规定."""
_WANTS = re.compile(r"我要(?:投诉|举报|反映|报)|帮我(?:投诉|举报|反映|报)|要?投诉(?:他|它|平台|站)")
_FILES = re.compile(r"(?:怎么|咋|如何|哪里|哪儿)(?:才能|能|去|样)?(?:报|投诉|举报|反映|登记|申报)")
_HELP = re.compile("怎么办|咋办|咋整|咋弄|怎么弄|点算|what (?:do i do|can i do|now)")
_NEWEST = re.compile(
    r"(?:最近|近期|最新|这阵子?|今年|新)(?:都|又|刚|出|来|发|改|了|有|没有?|的|些|什么|啥|哪些|几个|国家|骑手|平台|新)*(?:政策|规定|法规|条例|规矩|文件)"
    r"|(?:政策|规定|法规|条例)(?:最近|近来|又)?(?:有|变|改|更新|调整)[了些没什么啥新]"
    r"|(?<![a-z])(?:new(?:est)?|latest|recent) (?:rules?|polic(?:y|ies)|regulations?|laws?)(?![a-z])"
)
_MORE = re.compile(r"还[要想得能]|顺[便带]|另外|再[要找来]|[又也][想要能]|(?<![a-z])(?:and|also|plus)(?![a-z])")
_WHERE_IT_IS = re.compile(
    r"(?:哪[里儿块哈旮]?|边[度处]|什么地方|啥地方|附近|周边)[^,，。!！?？]{0,2}有(?!人管)|[在搁]哪[里儿块哈]?\s*(?:[呀啊呢嘛]|$|[,，。?？])"
    r"|(?<![a-z])where(?:'s| is| are| can i (?:see|find))(?![a-z])"
)
_WHERE = re.compile(
    r"哪[里儿边有能个家点块哈旮]|边[度处]|(?:啥|什么)地方|搁哪|上哪|去哪|附近|周边|最近的|离我|找|借|有没有|有[吗么没不]|想"
    r"|where|near|any\b|closest|looking for"
)


def asks_where_it_is(text: str) -> bool:
    """Return whether the text asks where something is, and not where to do something: 哪儿有, 在哪."""
    return _WHERE_IT_IS.search(text.lower()) is not None


def wishes_more(text: str) -> bool:
    """Return whether the text adds a wish to another: 还要, 顺便, and."""
    return _MORE.search(text.lower()) is not None


def asks_for_newest(text: str) -> bool:
    """Return whether the text asks for the rules that came out last."""
    return _NEWEST.search(text) is not None


def asks_how_to_file(text: str) -> bool:
    """Return whether the text asks how to report something."""
    return _FILES.search(text) is not None


def asks_for_help(text: str) -> bool:
    """Return whether the text tells what happened and asks what to do: 工资没发怎么办."""
    return _HELP.search(text.lower()) is not None


def asks_where(text: str) -> bool:
    """Return whether the text looks for a place to go to."""
    return _WHERE.search(text.lower()) is not None


def asks(text: str, meaning: Meaning) -> bool:
    """Return whether the text is a question. A text that names a sum or a day, or that blames somebody, is a story,
    however it ends.
    """
    told = meaning.facts.money is not None or meaning.facts.day is not None
    if told or _BLAMES.search(text) or _WANTS.search(text):
        return False
    return _ASKS.search(_TELLS.sub(" ", text)) is not None
