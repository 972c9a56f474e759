"""时限：按本地的规则，每件提案、每件答复走到了哪一天。"""

from generator.release.clocks.answer import Answer, answer_of
from generator.release.clocks.clock import Clock, Reading, read_clock
from generator.release.clocks.of_records import clocks_of, clocks_of_reply, reply_clock
from generator.release.clocks.working_days import WorkCalendar, calendar_of

__all__ = [
    "Answer",
    "Clock",
    "Reading",
    "WorkCalendar",
    "answer_of",
    "calendar_of",
    "clocks_of",
    "clocks_of_reply",
    "read_clock",
    "reply_clock",
]
