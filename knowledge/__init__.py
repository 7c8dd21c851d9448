"""What the bot knows and says: reads a curated knowledge file and checks that it hangs together."""

from knowledge.listing import Listing
from knowledge.loader import DEFAULT_PATH, load
from knowledge.models import (
    BOTH,
    NONE,
    OTHER,
    Action,
    AmbiguousAlias,
    Answer,
    Fact,
    Gap,
    Knowledge,
    Relation,
    Role,
    Row,
    Side,
    Source,
    Statement,
    Topic,
)
from knowledge.phrases import Phrases
from knowledge.problems import KnowledgeError, Problem

__all__ = [
    "BOTH",
    "DEFAULT_PATH",
    "NONE",
    "OTHER",
    "Action",
    "AmbiguousAlias",
    "Answer",
    "Fact",
    "Gap",
    "Knowledge",
    "KnowledgeError",
    "Listing",
    "Phrases",
    "Problem",
    "Relation",
    "Role",
    "Row",
    "Side",
    "Source",
    "Statement",
    "Topic",
    "load",
]
