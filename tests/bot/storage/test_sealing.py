"""Words at rest open with a key that is known, and marks stay the same while secrets are replaced."""

import pytest

from bot.storage import SealBrokenError, Sealer
from bot.storage.owner import dead_here, name_owner

OLD, NEW = "o" * 32, "n" * 32


def test_what_is_sealed_cannot_be_read_and_opens_again() -> None:
    sealed = Sealer([OLD]).seal("a \ud83d\ude00 question".encode("utf-16", "surrogatepass").decode("utf-16"))
    assert "question" not in sealed
    assert "question" in Sealer([OLD]).open(sealed)


def test_a_former_secret_still_opens_and_no_other_does() -> None:
    sealed = Sealer([OLD]).seal("words")
    assert Sealer([NEW, OLD]).open(sealed) == "words"
    with pytest.raises(SealBrokenError):
        Sealer([NEW]).open(sealed)


def test_a_mark_is_found_under_a_former_secret() -> None:
    (before,) = Sealer([OLD]).marks("T1", "post:C1:1.1", "1")
    assert before in Sealer([NEW, OLD]).marks("T1", "post:C1:1.1", "1")
    assert before not in Sealer([OLD]).marks("T2", "post:C1:1.1", "1")


def test_without_a_secret_nothing_is_sealed() -> None:
    with pytest.raises(ValueError, match="at least one secret"):
        Sealer([])


def test_a_neighbour_is_dead_when_its_process_is_gone() -> None:
    me = name_owner()
    host, pid, _ = me.split(":")
    before, gone, far, odd = f"{host}:{pid}:0", f"{host}:4194000:1", "other-host:1:1", "one"
    assert dead_here([me, before, gone, far, odd, f"{host}:1:1"], me) == [before, gone]
