"""Which database a URL names, and what is said of one that cannot be used."""

import pytest

from bot.storage import parse_database_url


@pytest.mark.parametrize(
    ("text", "driver"),
    [
        ("sqlite:///whichpm.db", "sqlite+aiosqlite"),
        ("postgres://u:p@host/db", "postgresql+asyncpg"),
        ("postgresql://u:p@host/db", "postgresql+asyncpg"),
        ("postgresql+psycopg2://u:p@host/db", "postgresql+asyncpg"),
    ],
)
def test_a_url_gets_the_driver_that_the_app_uses(text: str, driver: str) -> None:
    assert parse_database_url(text).drivername == driver


@pytest.mark.parametrize(("text", "cure"), [("whichpm.db", "sqlite:///"), ("mysql://h/db", "postgresql://")])
def test_another_database_is_refused_with_a_cure(text: str, cure: str) -> None:
    with pytest.raises(ValueError, match=cure):
        parse_database_url(text)
