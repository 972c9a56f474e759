"""来函里认的词：机关名称的结尾、党派、团体，以及中文数字。"""

import re

from generator.dates import CHINESE_DIGITS

NUMERAL = "[一二三四五六七八九十〇○零]{1,3}|\\d{1,2}"

PARTIES = re.compile(
    "民革|民盟|民建(?!局|筑)|民进|农工(?:民主)?党|致公党|九三学社|台盟|中国民主同盟|中国国民党革命|无党派"
)
ORGANIZATIONS = re.compile(
    "工商联|工商业联合会|总工会|共青团|团[省市州县区]?委|妇联|妇女联合会|科协|科学技术协会|侨联|台联|青联|青年联合会|文联|文学艺术界联合会|残联|红十字会"
)
COMMITTEES = re.compile(
    "(?:专委会|专门委员会|提案委|(?:政协.{0,20}|提案|经济|文史|学习|宗教|民族|农业|农村|人口|资源|环境|教科|卫体|社会|法制|联络|港澳|台侨|外事|文化|(?<!卫)健康)委员会|(?:经济|文史|民宗|农业|教科卫体?|文化|人口|社会|法制|联络|港澳).{0,14}委)$"
)
SECTORS = re.compile("(?:界别?|界别(?:小组|活动组)?)$")
GROUPS = re.compile("(?:小组|联组|活动组|联络组|委员组|联络处)$")

UNIT = re.compile(
    "[\u4e00-\u9fff·]{2,30}(?:局|委员会|委|办公室|办|厅|院|人民政府|政府|中心|公司|集团|总队|支队|大队|总站|管理站|社|所|"
    "街道|办事处|镇|乡|银行|支行|分行|分局|管委会|法院|检察院|工会|联合会|协会|部|处|署|馆|红十字会|妇联|团委|工商联|残联|文联|科协|侨联|学校|大学|学院)"
    "(?:（[\u4e00-\u9fff]{2,20}）)?"
)
NOT_UNITS = re.compile(
    "委员$|提案|建议|答复|复函|感谢|支持|联系|抄送|附件|主题词|希望|如下|特此|您|你|我[局委办]|关于|公开|附[:：]|印发|[及和与]$|^[（(]"
)


def is_unit(text: str) -> bool:
    """像不像一个机关的名称。"""
    return UNIT.fullmatch(text) is not None and NOT_UNITS.search(text) is None and len(text) >= 4


def number_of(text: str) -> int | None:
    """一到九十九的中文或阿拉伯数字；读不出为 None。"""
    if text.isascii() and text.isdigit():
        return int(text) or None
    tens, ten, ones = text.partition("十")
    if not ten:
        return CHINESE_DIGITS.get(text) or None if len(text) == 1 else None
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(CHINESE_DIGITS):
        return None
    return (CHINESE_DIGITS[tens] if tens else 1) * 10 + (CHINESE_DIGITS[ones] if ones else 0) or None
