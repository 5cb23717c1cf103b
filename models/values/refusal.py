"""Whether an answer refuses a request, by the words in which offices say no.

In doubt it counts as a refusal: the cost is that a second person looks at an answer that is none.
"""

import re
import unicodedata

_NO = re.compile(
    r"不予|不[能会再可]以?(?:给予|受理|办理|支持|认定|补发|补[贴偿助]|赔|退|发放|申请|享受|报销|处理|满足|解决|同意|批准)"
    r"|不(?:受理|办理|支持|认定|同意|批准|赔|退[款还费]?(?!出)|成立|采纳|通过|合格|合规)|无法|没法|没办法|办不了|做不到|解决不了|管不了"
    r"|[不没未无](?:有|能)?(?:符合|满足|达到|具备|构成|属于|法律依据|政策依据|依据|资格|权限|管辖权)|不属|不归|不在.{0,12}(?:范围|之内|内)"
    r"|驳回|拒绝|终止(?:办理|处理)|超过?了?.{0,8}(?:时效|期限|时限)|已过.{0,8}(?:时效|期限|时限)|另行?(?:起诉|途径)|走.{0,6}(?:诉讼|仲裁)"
    r"|\b(?:refus|reject|declin|den(?:y|ied)|unable|cannot|can't|can not|dismiss|ineligible|out of time"
    r"|not (?:be )?(?:eligible|entitled|covered|accepted|granted|approved|supported|possible|responsible|within)"
    r"|outside (?:of )?(?:our|the)|no (?:basis|grounds))",
    re.IGNORECASE,
)


def is_refusal(text: str) -> bool:
    """Whether the text holds words of a refusal."""
    return _NO.search(re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).replace("’", "'")) is not None
