"""What the rivals that learn are taught: our own utterances, read as plain YAML."""

from __future__ import annotations

from pathlib import Path

import yaml

FOLDER = Path(__file__).parents[2] / "intents" / "utterances"
ANSWER = "Here is what I know about {}. " + "A sentence of an answer, about as long as they are. " * 8


def lessons() -> tuple[list[str], list[str]]:
    """Texts, and the intent of each."""
    texts, intents = [], []
    for file in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
        for text in content.get("utterances") or ():
            texts.append(str(text).replace("{role}", "product manager"))
            intents.append(str(content["intent"]))
    return texts, intents
