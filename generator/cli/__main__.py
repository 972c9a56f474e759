"""`python -m generator.cli` 与 `shai` 相同。"""

from generator.cli import program

program()
