"""`python -m generator.cli` 与 `shai` 相同。"""

import sys

from generator.cli import main

sys.exit(main())
