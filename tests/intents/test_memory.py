"""What was found out about a word is found out once, and no more is kept than allowed."""

from intents.memory import Memory


def test_a_word_is_asked_about_once() -> None:
    asked: list[str] = []

    def find(word: str) -> str:
        asked.append(word)
        return word.upper()

    memory = Memory(find, most=10)
    assert [memory["pay"], memory["pay"], memory["rain"]] == ["PAY", "PAY", "RAIN"]
    assert asked == ["pay", "rain"]


def test_a_full_memory_forgets_all_and_goes_on() -> None:
    memory = Memory(str.upper, most=2)
    assert [memory[word] for word in ("a", "b", "c", "a")] == ["A", "B", "C", "A"]
    assert len(memory) == 2
