"""看不见的字符：一个也不放进来，平常的空白不误拦。"""

import re
import sys

import pytest
from pydantic import TypeAdapter, ValidationError

from generator.register.model.fields import HIDDEN, Text

READ = TypeAdapter(Text).validate_python


def test_every_character_that_cannot_be_seen_is_refused() -> None:
    hidden = re.compile(HIDDEN.pattern)
    let_in = []
    for place in range(sys.maxunicode + 1):
        if hidden.match(chr(place)):
            try:
                READ(f"字{chr(place)}字")
            except ValidationError:
                continue
            let_in.append(hex(place))
    assert let_in == []


@pytest.mark.parametrize("blank", ["\n", " ", "\t", "\u3000", "\xa0"])
def test_an_ordinary_blank_is_kept(blank: str) -> None:
    assert READ(f"字{blank}字") == f"字{blank}字"
