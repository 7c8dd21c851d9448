"""The JSON schema of a knowledge file, made from the models: editors complete and check with it."""

from __future__ import annotations

from typing import Any

from knowledge.models import Knowledge


def build_schema() -> dict[str, Any]:
    """For any of the files of a folder: every key is allowed in each, none is required."""
    schema = Knowledge.model_json_schema()
    schema.pop("required")
    schema["title"] = "A knowledge file, or one file of a knowledge folder"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return schema
