"""公布的数只收阿拉伯数字：别的写法会在后面算不下去。"""

import pytest
from pydantic import ValidationError

from generator.register.model import Figure

REST = {"id": "a", "group": "组", "label": "名", "unit": "件", "source_title": "来源"}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("591", "591"), ("12.50", "12.50"), ("１２", "12"), ("1,234", "1234"), ("0046", "0046")],
)
def test_a_number_is_kept_as_text(written: str, kept: str) -> None:
    assert Figure.model_validate({**REST, "value": written}).value == kept


@pytest.mark.parametrize("written", ["一百", "-3", "1e5", "约12", "12%", "1.2.3", "", "1234567890123", "٣"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValidationError, match="不是一个数"):
        Figure.model_validate({**REST, "value": written})
