"""站、室、点：树、活动次数、公布的个数与列出的个数。"""

from generator.release.platforms.quotas import PeriodCount, QuotaClock, quota_clocks
from generator.release.platforms.reconcile import Reconciled, reconciled
from generator.release.platforms.tree import Node, Tier, tiers, tree

__all__ = [
    "Node",
    "PeriodCount",
    "QuotaClock",
    "Reconciled",
    "Tier",
    "quota_clocks",
    "reconciled",
    "tiers",
    "tree",
]
