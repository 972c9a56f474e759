"""起草：一条新记录要问什么、编号怎样补全、写在哪个文件、写成什么样。"""

from generator.register.drafting.choices import Choice, choices_of, read_answer
from generator.register.drafting.draft import (
    Draft,
    DraftError,
    draft_of,
    drafted_path,
    missing,
    placed,
    suggested_id,
    with_default_body,
)
from generator.register.drafting.questions import Question, questions_of

__all__ = [
    "Choice",
    "Draft",
    "DraftError",
    "Question",
    "choices_of",
    "draft_of",
    "drafted_path",
    "missing",
    "placed",
    "questions_of",
    "read_answer",
    "suggested_id",
    "with_default_body",
]
