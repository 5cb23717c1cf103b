"""What a thief who has no key learns from the index of words: the attack by frequencies, measured."""

import random
from collections import Counter
from datetime import UTC, datetime

from models.case_words.case_word import _digest, groups_of
from models.city.pack import City
from models.storage.encryption import Cipher

CASES = 1500
"""Of a month."""
KNOWN_AT_MOST = 0.33
"""Of the rows; measured were 0.28."""
OCTOBER, NOVEMBER = (datetime(2026, month, 9, tzinfo=UTC) for month in (10, 11))


def pairs_of_a_month(city: City, month: int) -> Counter[str]:
    """How often each pair occurs, of cases that say what the pack has as examples; the same things are common in every
    month."""
    said = [text for each in city.case_types.values() for of in each.words.values() for text in of]
    random.Random(5).shuffle(said)
    weights = [1 / place for place in range(1, len(said) + 1)]
    dice = random.Random(month)
    texts = ["，".join(dice.choices(said, weights, k=6)) for _ in range(CASES)]
    return Counter(group for text in texts for group in groups_of(text))


def test_who_knows_the_frequencies_of_a_like_month_names_few_rows(city: City, cipher: Cipher) -> None:
    """The thief ranks the pairs of the month that they know, and the digests, by how often they occur."""
    known, secret = pairs_of_a_month(city, 1), pairs_of_a_month(city, 2)
    names = {_digest(cipher, NOVEMBER, group): group for group in secret}
    digests = Counter({digest: secret[group] for digest, group in names.items()})
    ranked = zip(digests.most_common(), known.most_common(), strict=False)
    right = [digest for (digest, _), (guess, _) in ranked if names[digest] == guess]
    assert 0 < sum(digests[each] for each in right) / digests.total() <= KNOWN_AT_MOST
    assert len(right) / len(digests) <= KNOWN_AT_MOST / 3


def test_a_digest_of_one_month_says_nothing_of_another(city: City, cipher: Cipher) -> None:
    groups = groups_of("站长说我超时要罚款")
    one, other = ({_digest(cipher, month, each) for each in groups} for month in (OCTOBER, NOVEMBER))
    assert len(one) == len(other) == len(groups)
    assert not one & other
    assert one == {_digest(cipher, OCTOBER.replace(day=30), each) for each in groups}


def test_nobody_makes_a_digest_without_the_key(cipher: Cipher) -> None:
    other = Cipher(["A" * 43 + "="], "another secret of forty characters at least")
    assert _digest(cipher, OCTOBER, "站长") != _digest(other, OCTOBER, "站长")
