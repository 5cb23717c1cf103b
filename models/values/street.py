"""Find the street in an address, without the province, city and district before it."""

import re

_REGION = re.compile(
    r"(?:[^省市区县旗路街巷道\d]{1,12}?街?(?:省|自治州|市|(?<![社小])区|县|旗)"
    r"|[^省市区县旗路街\d]{1,6}?[路街]?街道(?:办事处)?"
    r"|[^省市区县旗路街巷道\d]{1,6}?(?:镇|乡|村)(?![路街巷大]))+"
)
_STREET = re.compile(
    r"(?:[GgSsXx]?\d{1,4})?[^\d与和及]{1,10}?(?:大道|大街|里弄|胡同|路|街(?![道区坊])|巷|弄|道(?![路口]))"
)


def street_of(address: str, name: str) -> str | None:
    """The first street in an address; else the street that the name begins with; None if neither has one.

    "某市东区青石路 88 号" -> "青石路"
    """
    for text, find in ((address, _STREET.search), (name, _STREET.match)):
        for part in re.split(r"[\s,，、;；:：()（）\[\]【】]+", text):
            region = _REGION.match(part)
            found = find(part[region.end() :] if region else part)
            if found:
                return found[0]
    return None


def below_district(address: str) -> str:
    """An address without the province, city and district that it begins with.

    "某市东区青石路 88 号" -> "青石路 88 号"
    """
    region = _REGION.match(address)
    return address[region.end() :] if region else address
