"""The search fields of every list are the documented ones, in words and in names (R127)."""

import re
from collections.abc import Mapping

import pytest

from tests.visitor import Come, Page, Visitor
from tests.world import World

# Requirements 2.1 and section 4: what each list is searched by, as it is labelled and called.
HIRED = {"聘用时间（与所选期间有重叠的记录）": {"hired_from", "hired_until"}}
DOCUMENTED: Mapping[str, Mapping[str, set[str]]] = {
    "/me/employments/": {
        "聘用单位": {"employer_name"}, "统一社会信用代码": {"uscc"}, "作业项目": {"item"},
        "作业种类": {"category"}, **HIRED,
    },
    "/me/certificates/": {
        "作业项目": {"item"}, "作业种类": {"category"}, "证件状态": {"status"},
        "发证机构": {"issuer"},
    },
    "/enterprise/employments/": {
        "作业人员姓名": {"person_name"}, "作业人员身份证号": {"id_number"},
        "作业种类": {"category"}, "作业项目": {"item"}, **HIRED,
    },
    "/enterprise/certificates/": {
        "作业人员姓名": {"person_name"}, "持证人身份证号": {"id_number"}, "作业项目": {"item"},
        "作业种类": {"category"}, "发证机构": {"issuer"}, "证件状态": {"status"},
    },
    "/enterprise/grants/": {
        "人员姓名": {"person_name"}, "人员身份证号": {"id_number"},
        "授权日期": {"granted_from", "granted_until"},
    },
}  # fmt: skip


@pytest.fixture
def legal_of_e1(visitor: Come, world: World) -> Visitor:
    someone = visitor("l")
    someone.choose(world.employers["E1"])
    return someone


def search_bar(page: Page) -> dict[str, set[str]]:
    """Label, or legend of a group, and the inputs that it names."""
    found = re.search(r'<form class="search".*?</form>', page.text, flags=re.DOTALL)
    assert found is not None
    bar = found[0]
    labels = re.findall(r'<label for="(\w+)">(.*?)</label>', bar)
    groups = re.findall(r"<legend>(.*?)</legend>(.*?)</fieldset>", bar, flags=re.DOTALL)
    fields = {label: {name} for name, label in labels}
    return fields | {words: set(re.findall(r' name="(\w+)"', inner)) for words, inner in groups}


@pytest.mark.parametrize("address", DOCUMENTED)
def test_r127_the_search_bar_has_exactly_the_documented_fields(
    legal_of_e1: Visitor, address: str
) -> None:
    page = legal_of_e1.get(address)
    assert search_bar(page) == DOCUMENTED[address]
    assert page.inputs("search") == set().union(*DOCUMENTED[address].values())


@pytest.mark.parametrize("address", DOCUMENTED)
def test_r127_every_field_narrows_by_its_name(legal_of_e1: Visitor, address: str) -> None:
    """An address with the name works; what is no documented name is ignored."""
    everything = legal_of_e1.get(address).rows()
    assert everything
    assert legal_of_e1.get(address, termination_reason="x", hidden="1").rows() == everything
    nowhere = {"hired_from": "2199-01-01", "granted_from": "2199-01-01"}
    for name in set().union(*DOCUMENTED[address].values()):
        if name in ("employer_name", "person_name", "uscc"):
            assert legal_of_e1.get(address, **{name: "没有这个名字"}).rows() == []
        elif name in nowhere:
            assert legal_of_e1.get(address, **{name: nowhere[name]}).rows() == []
        elif name in ("item", "category", "status", "issuer", "id_number"):
            assert legal_of_e1.get(address, **{name: "没有这个选项"}).status == 422


def test_r127_custom_actions_are_there(legal_of_e1: Visitor) -> None:
    assert "禁用" in legal_of_e1.get("/enterprise/grants/").words
    assert "终止聘用" in legal_of_e1.get("/enterprise/employments/").words
