"""统计：每个数都能查到是哪些记录算出来的，不该算的不算。"""

from generator.release.stats.figure_model import Breakdown, FigureRow, FigureTable
from generator.release.stats.figures import all_figure_tables, figure_tables
from generator.release.stats.measures import MEASURES, Measure
from generator.release.stats.model import (
    Bucket,
    Count,
    Distribution,
    Evidence,
    Exclusion,
    Rate,
    ResultCount,
    ResultMove,
    Results,
    Scope,
    ScopeGroup,
    ScopeKind,
    ScopeStatistics,
    Statistics,
    WithheldRow,
)
from generator.release.stats.percentage import percentage
from generator.release.stats.whole import (
    record_observations,
    scope_keys,
    statistics,
    unit_statistics,
)

__all__ = [
    "MEASURES",
    "Breakdown",
    "Bucket",
    "Count",
    "Distribution",
    "Evidence",
    "Exclusion",
    "FigureRow",
    "FigureTable",
    "Measure",
    "Rate",
    "ResultCount",
    "ResultMove",
    "Results",
    "Scope",
    "ScopeGroup",
    "ScopeKind",
    "ScopeStatistics",
    "Statistics",
    "WithheldRow",
    "all_figure_tables",
    "figure_tables",
    "percentage",
    "record_observations",
    "scope_keys",
    "statistics",
    "unit_statistics",
]
