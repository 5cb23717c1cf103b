"""The case types of a pack: what the sample city takes, and that every slip names the file, the line and the mend."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import SAMPLE_CITY
from models.city.pack import BadCityPack, City, load_city
from tests.world.complaints import complains

FILES = ("city.toml", "needs.toml", "districts.geojson", "departments.toml", "platforms.toml", "case_types.toml")
LISTED = {
    "rights": "unpaid_pay deduction commission algorithm account_closed forced_hours no_contract social_insurance "
    "deposit rating harassment rights_other",
    "injury": "injury_report accident_help",
    "help": "legal_aid mediation counselling hardship housing children health_help talk",
    "city": "gate_parking road_damage lights_signals manhole_danger waste blocked_lane station_problem city_other",
    "voice": "suggestion negotiation offer new_place",
    "party": "party_check_in party_wish nomination training_subsidy skill_level job_title",
}
DEPARTMENTS = {
    *("social_work", "human_resources", "market_regulation", "transport", "postal", "housing", "police", "justice"),
    *("health", "education", "cyberspace", "urban_management", "union", "youth_league", "women_federation"),
    *("organization", "subdistrict"),
}
EIGHTEEN_HUNDRED = "retention_days = 1825"


def test_the_sample_city_takes_every_kind_of_case(city: City) -> None:
    by_group = {group: {key for key, each in city.case_types.items() if each.group == group} for group in LISTED}
    assert by_group == {group: set(keys.split()) for group, keys in LISTED.items()}
    assert set(city.departments) == DEPARTMENTS
    assert city.lead_department.key == "social_work"


def test_every_sample_department_is_marked_as_invented(city: City) -> None:
    assert all(each.sample and each.phone.startswith("555-") for each in city.departments.values())


def test_a_deduction_asks_for_the_facts_that_decide_it(city: City) -> None:
    kinds = [question.kind.key for question in city.case_types["deduction"].asked({"platform": "a"})]
    assert kinds == [
        "platform",
        "date",
        "money",
        "order_number",
        "text",
        "choice",
        "evidence",
    ]
    appealed = city.case_types["deduction"].question("appealed")
    assert appealed is not None
    assert "照样能投诉" in appealed.told["not_yet"]["zh-CN"]


def test_how_much_more_time_a_case_can_have_is_of_its_type_or_of_all(pack: Path) -> None:
    shutil.copytree(SAMPLE_CITY / "articles", pack / "articles")
    shutil.copy(SAMPLE_CITY / "topics.toml", pack)
    types = load_city(pack).case_types
    assert (types["deduction"].extension_days, types["manhole_danger"].extension_days) == (5, 2)
    _replacing(CASES, "extension_days = 5", "extension_days = 7")(pack)
    types = load_city(pack).case_types
    assert (types["deduction"].extension_days, types["manhole_danger"].extension_days) == (7, 2)
    _replacing(CASES, "extension_days = 7", "")(pack)
    assert load_city(pack).case_types["deduction"].extension_days == 5


def test_every_type_asks_before_it_lets_somebody_tell(city: City) -> None:
    for each in city.case_types.values():
        assert each.questions[0].kind.key != "evidence"
        assert any(question.kind.key != "text" for question in each.questions), each.key


def test_who_answers_depends_on_the_platform(city: City) -> None:
    deduction = city.case_types["deduction"]
    assert deduction.route(platform="a", district=None) == "market_regulation"
    assert deduction.route(platform="c", district="hewan") == "transport"
    assert deduction.route(platform="d", district=None) == "postal"


def test_health_and_injury_need_an_agreement_of_their_own(city: City) -> None:
    for key in ("injury_report", "accident_help", "counselling", "health_help"):
        assert city.case_types[key].health
        assert city.case_types[key].needs_second_consent


def test_keys_fit_into_a_button(city: City) -> None:
    for each in city.case_types.values():
        for question in each.questions:
            for choice in question.choices:
                assert len(f"answer:{'d' * 16}:{question.key}:{choice}".encode()) <= 64


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    for name in FILES:
        shutil.copy(SAMPLE_CITY / name, tmp_path)
    return tmp_path


def test_a_city_without_case_types_takes_none(pack: Path) -> None:
    for name in FILES[3:]:
        (pack / name).unlink()
    lines = (pack / "city.toml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("stations_department")]
    (pack / "city.toml").write_text("\n".join(kept), encoding="utf-8")
    city = load_city(pack)
    assert (city.case_types, city.departments) == ({}, {})


def _replacing(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


CASES = "case_types.toml"
SLIPS: dict[str, tuple[Callable[[Path], None], str, str, str]] = {
    "TOML cannot be read": (_replacing(CASES, "[groups.rights]", "[groups.rights"), CASES, "line 8", ""),
    "an unknown key": (_replacing(CASES, EIGHTEEN_HUNDRED, "retain = 1"), CASES, "types.injury_report.retain", "known"),
    "a missing title": (
        _replacing(CASES, 'zh-CN = "投诉维权", en = "Complain"', 'en = "Complain"'),
        CASES,
        "line 9, groups.rights.titles.zh-CN",
        "missing",
    ),
    "a kind that is none": (
        _replacing(CASES, 'kind = "platform"', 'kind = "app"'),
        CASES,
        "questions.platform.kind",
        "app",
    ),
    "a choice question without choices": (
        _replacing(CASES, 'kind = "order_number"', 'kind = "choice"'),
        CASES,
        "questions.order_number.choices",
        "missing",
    ),
    "choices without a choice question": (
        _replacing(CASES, '[questions.appealed]\nkind = "choice"', '[questions.appealed]\nkind = "text"'),
        CASES,
        "questions.appealed.choices",
        "has none",
    ),
    "something told for no choice": (
        _replacing(CASES, "[questions.appealed.told]\nnot_yet", "[questions.appealed.told]\nnever"),
        CASES,
        "questions.appealed.told.never",
        "no choice",
    ),
    "a place of no kind": (
        _replacing(CASES, 'makes_place = { kind = "station"', 'makes_place = { kind = "statoin"'),
        CASES,
        "types.new_place.makes_place.kind",
        "station",
    ),
    "a group that is not there": (_replacing(CASES, 'group = "rights"', 'group = "wrongs"'), CASES, "group", "wrongs"),
    "a department that is not there": (
        _replacing(CASES, 'department = "market_regulation"', 'department = "moon"'),
        CASES,
        "types.deduction.department",
        "moon",
    ),
    "a route from no platform": (
        _replacing(CASES, '{ c = "transport"', '{ x = "transport"'),
        CASES,
        "by_platform.x",
        "x",
    ),
    "a route to no department": (
        _replacing(CASES, '{ c = "transport"', '{ c = "moon"'),
        CASES,
        "by_platform.c",
        "moon",
    ),
    "a question that is not there": (
        _replacing(
            CASES, 'questions = ["platform", "employer", "deduction_day"', 'questions = ["platform", "deduction_night"'
        ),
        CASES,
        "types.deduction.questions",
        "deduction_night",
    ),
    "a question nobody asks": (
        _replacing(CASES, '"deduction_sum", "order_number"', '"order_number"'),
        CASES,
        "questions.deduction_sum",
        "No type",
    ),
    "no days": (
        _replacing(CASES, "accept_days = 2", "accept_days = 0"),
        CASES,
        "types.unpaid_pay.accept_days",
        "0 is not a whole number",
    ),
    "half a day": (_replacing(CASES, "accept_days = 2", "accept_days = 1.5"), CASES, "accept_days", "1.5"),
    "more time that is none": (
        _replacing(CASES, "extension_days = 5", "extension_days = 0"),
        CASES,
        "extension_days",
        "0 is not a whole number",
    ),
    "more time of one type that is no whole day": (
        _replacing(CASES, "extension_days = 2", "extension_days = 2.5"),
        CASES,
        "types.counselling.extension_days",
        "2.5",
    ),
    "an answer before it is accepted": (
        _replacing(CASES, "answer_days = 10", "answer_days = 1"),
        CASES,
        "types.unpaid_pay.answer_days",
        "before",
    ),
    "health without an agreement": (
        _replacing(CASES, "health = true\nsecond_consent = true", "health = true"),
        CASES,
        "types.injury_report.health",
        "agreement",
    ),
    "a report without a spot": (
        _replacing(CASES, '"spot", "gate_trouble"', '"gate_trouble"'),
        CASES,
        "types.gate_parking.city_report",
        'kind "place"',
    ),
    "a word of two types": (_replacing(CASES, '"讨薪"', '"罚款"'), CASES, "types.deduction.words.zh-CN", "罚款"),
    "two leads": (
        _replacing("departments.toml", "sample = true\n\n[transport]", "lead = true\n\n[transport]"),
        "departments.toml",
        "lead",
        "2",
    ),
    "a word of two platforms": (
        _replacing("platforms.toml", '"乙平台"', '"甲平台"'),
        "platforms.toml",
        "b.words",
        "甲平台",
    ),
    "platforms are asked for and not there": (
        lambda folder: (folder / "platforms.toml").unlink(),
        CASES,
        "questions.platform.kind",
        "no platforms",
    ),
    "departments are not there": (
        lambda folder: (folder / "departments.toml").unlink(),
        CASES,
        "department",
        "not in",
    ),
}


@pytest.mark.parametrize(("spoil", "file", "where", "problem"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_names_its_file_its_line_and_the_mend(
    pack: Path, spoil: Callable[[Path], None], file: str, where: str, problem: str
) -> None:
    spoil(pack)
    with pytest.raises(BadCityPack) as caught:
        load_city(pack)
    assert complains(caught.value, pack / file, where, problem)


def test_the_named_line_is_the_line_of_the_slip(pack: Path) -> None:
    _replacing(CASES, EIGHTEEN_HUNDRED, "retention_days = 0")(pack)
    with pytest.raises(BadCityPack) as caught:
        load_city(pack)
    lines = (pack / CASES).read_text(encoding="utf-8").splitlines()
    numbers = [each.line for each in caught.value.complaints if each.path.endswith("retention_days")]
    assert [lines[number - 1] for number in numbers if number] == ["retention_days = 0"]
