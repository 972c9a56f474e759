"""方法写在文档里：每个比率、每张图、每条规则的字段都找得到，写的就是算的。"""

from pathlib import Path

from generator.output.charts import CHARTS
from generator.register.model.clock import ClockRule
from generator.release.stats import MEASURES
from generator.terms import ClockState

DOCUMENTS = Path(__file__).parents[2] / "docs"


def test_every_rate_is_documented_with_the_formula_that_is_used() -> None:
    text = (DOCUMENTS / "statistics.md").read_text(encoding="utf-8")
    for measure in MEASURES:
        assert f"| {measure.name} | {measure.formula} | {measure.unit} |" in text


def test_every_chart_is_documented_with_its_title() -> None:
    text = (DOCUMENTS / "statistics.md").read_text(encoding="utf-8")
    for name, entry in CHARTS.items():
        assert f"`{name}` {entry.title}" in text


def test_every_field_of_a_rule_and_every_state_is_documented() -> None:
    text = (DOCUMENTS / "clocks.md").read_text(encoding="utf-8")
    assert [
        name for name in ClockRule.model_fields if name not in {"id", "title"} and f"`{name}`" not in text
    ] == []
    assert [state.label for state in ClockState if state.label not in text] == []
