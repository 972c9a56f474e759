"""改好只有一种改法的错处：只动那几个字，注释、次序、换行照旧，改了什么一处一处说清。"""

from generator.register.fixing.files import Fixed, fix_file
from generator.register.fixing.values import Names

__all__ = ["Fixed", "Names", "fix_file"]
