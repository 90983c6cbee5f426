"""Invented names of persons and employers; every employer's name says 演示."""

from itertools import accumulate
from random import Random

_SURNAMES = "陈梁黄李吴林何郑罗冯刘张王杨周谢邓萧麦欧关卢苏高彭曾唐韦覃莫廖潘蒋熊蔡许叶杜孔邱"
# The first few are the frequent ones of the region.
_SURNAME_WEIGHTS = tuple(accumulate(max(1, 30 - place) for place in range(len(_SURNAMES))))
_COMPOUND = ("欧阳", "司徒", "上官", "皇甫", "诸葛", "司马")
_MALE = "伟强军勇杰涛明超华平辉鹏飞文建国志海波斌宇浩龙健民俊峰荣坚锋权耀添炳锦佳泽林森"
_FEMALE = "芳娜敏静丽艳娟霞燕玲桂红婷雪慧莹洁琼秀英兰凤梅欣怡嘉琳珊婵妙彩云月"
_RARE = ("𬭎", "㛃", "䶮", "𠅤")
_DOTTED_FIRST = ("阿依古丽", "买买提", "古丽娜尔", "艾力", "扎西", "其其格")
_DOTTED_LAST = ("吐尔逊", "阿不都热合曼", "卓玛", "巴特尔", "木沙")
_FOREIGN = ("ANNA SCHMIDT", "JOHN MICHAEL O'BRIEN", "NGUYEN VAN AN", "MARIE-CLAIRE DUPONT")

_BRAND_FIRST = "宏恒盛鑫永泰顺兴华东南嘉利信达联合美科创新金德瑞诚凯丰安广富康隆星亿正中立"
_BRAND_LAST = "达盛泰通力丰源发辉业昌隆耀腾美诺晟宇铭邦威龙锋佳悦科润和顺德胜利创"
_TRADES = (
    "电器 灯饰照明 五金制品 家具 纺织 塑料制品 包装材料 物流 仓储 机械设备 电梯工程 起重安装 "
    "食品 建材 化工 纸品 玻璃 金属制品 燃气具 服装 电子科技 智能装备 印刷 医药 饲料 冷链 物业管理"
).split()
_SHOPS = ("经营部", "加工厂", "商行", "搬运服务部", "五金厂")
_INSTITUTIONS = ("医院", "学校", "养老服务中心", "职业培训学校")

TOWNS = (
    "石岐街道 东区街道 西区街道 南区街道 五桂山街道 中山港街道 民众街道 南朗街道 黄圃镇 东凤镇 "
    "古镇镇 沙溪镇 坦洲镇 港口镇 三角镇 横栏镇 南头镇 阜沙镇 三乡镇 板芙镇 大涌镇 神湾镇 小榄镇"
).split()


def person_name(rng: Random, male: bool) -> str:
    """A Chinese name; now and then with a dot, a compound surname or a rare character."""
    roll = rng.random()
    if roll < 0.004:
        return dotted_name(rng)
    surname = rng.choices(_SURNAMES, cum_weights=_SURNAME_WEIGHTS)[0]
    if roll < 0.012:
        surname = rng.choice(_COMPOUND)
    elif roll < 0.015:
        return surname + rare_character(rng)
    given = _MALE if male else _FEMALE
    return surname + "".join(rng.choices(given, k=1 if rng.random() < 0.18 else 2))


def dotted_name(rng: Random) -> str:
    """A name with the dot ·."""
    return f"{rng.choice(_DOTTED_FIRST)}·{rng.choice(_DOTTED_LAST)}"


def rare_character(rng: Random) -> str:
    """A character that few fonts have."""
    return rng.choice(_RARE)


def foreign_name(rng: Random) -> str:
    """A Latin name, as on 外国人永久居留身份证."""
    return rng.choice(_FOREIGN)


def employer_name(rng: Random, kind: str) -> str:
    """A name that suits the first two characters of the employer's credit code."""
    brand = f"中山市演示{rng.choice(_BRAND_FIRST)}{rng.choice(_BRAND_LAST)}"
    if kind.startswith("N"):
        return f"{brand}股份合作经济联合社"
    if kind in ("12", "52"):
        return brand + rng.choice(_INSTITUTIONS)
    if kind == "92":
        return brand + rng.choice(_SHOPS)
    return f"{brand}{rng.choice(_TRADES)}有限公司"
