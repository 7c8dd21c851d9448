"""What fails at the database is told as such, so that the work that needed it waits."""

import pytest
from sqlalchemy.exc import OperationalError, ProgrammingError

from bot.storage import StorageAwayError, reaching


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("s", {}, Exception()),
        ProgrammingError("s", {}, Exception()),
        OSError(),
        TimeoutError(),
    ],
)
def test_trouble_with_the_database_is_told_without_its_words(error: Exception) -> None:
    with pytest.raises(StorageAwayError, match=type(error).__name__), reaching():
        raise error


def test_any_other_error_is_itself() -> None:
    with pytest.raises(ValueError, match="mine"), reaching():
        raise ValueError("mine")
