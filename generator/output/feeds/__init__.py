"""订阅源：每件事一条，按种类、政协、届次、主题、单位、界别、平台、提案分开。"""

from generator.output.feeds.groups import FeedGroup, all_feeds
from generator.output.feeds.links import (
    FeedLink,
    commitment_links,
    feed_links,
    list_links,
    session_links,
    site_links,
    topic_links,
)

__all__ = [
    "FeedGroup",
    "FeedLink",
    "all_feeds",
    "commitment_links",
    "feed_links",
    "list_links",
    "session_links",
    "site_links",
    "topic_links",
]
