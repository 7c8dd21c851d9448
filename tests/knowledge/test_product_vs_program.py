"""The curated knowledge on product and program managers is complete, cited and plainly worded."""

from collections import Counter
from collections.abc import Iterator

from intents.dialog import load_dialog
from intents.normalizer import normalize
from intents.roles import RoleFinder
from intents.words import load_english
from knowledge import Knowledge

ARTICLE_FACTS = {f"A{n:03}" for n in range(1, 39)} | {f"B{n:03}" for n in range(1, 115)}
DIFFERENCES = [f"CT{n:02}" for n in range(1, 18)]
NEIGHBOURS = {
    *("project", "product_owner", "technical_program", "portfolio"),
    *("engagement", "product_marketing", "scrum_master"),
}


def sentences(content: object) -> Iterator[str]:
    """Every text anywhere below this piece of content."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from (text for one in content.values() for text in sentences(one))
    elif isinstance(content, tuple):
        yield from (text for one in content for text in sentences(one))


def finder_of(knowledge: Knowledge) -> RoleFinder:
    return RoleFinder(knowledge.roles, knowledge.ambiguous, load_dialog(), load_english())


def roles_in(finder: RoleFinder, text: str) -> list[tuple[str, ...]]:
    return [mention.roles for mention in finder.find(normalize(text)).mentions]


def test_every_fact_of_the_two_articles_is_there(knowledge):
    of_articles = {"article_a": "A", "article_b": "B"}
    assert {fact.id for fact in knowledge.facts if fact.source in of_articles} == ARTICLE_FACTS
    assert [fact.id for fact in knowledge.facts if of_articles.get(fact.source, "S") != fact.id[0]] == []


def test_facts_from_elsewhere_say_how_far_to_trust_them(knowledge):
    others = [fact for fact in knowledge.facts if fact.id not in ARTICLE_FACTS]
    assert [fact.id for fact in others] == [f"S{n:02}" for n in range(1, 27)]
    assert [fact.id for fact in others if "stored excerpt" not in (fact.caveat or "")] == []


def test_facts_from_elsewhere_link_to_where_they_were_found(knowledge):
    sources = {fact.source for fact in knowledge.facts if fact.id not in ARTICLE_FACTS}
    assert {source.id for source in knowledge.sources if source.kind == "elsewhere"} == sources
    assert [one for one in sorted(sources) if not knowledge.source[one].url] == []


def test_sources_elsewhere_have_names_and_addresses_of_their_own(knowledge):
    names = Counter(source.name for source in knowledge.sources)
    addresses = Counter(source.url for source in knowledge.sources if source.url)
    assert [one for one, times in (names + addresses).items() if times > 1] == []


def test_the_articles_are_named_with_what_is_printed_on_them(knowledge):
    first, second = knowledge.source["article_a"], knowledge.source["article_b"]
    assert (first.name, first.author, first.date) == ("article A", None, None)
    assert (second.name, second.author, second.date) == ("article B", "Athira V S", "March 27, 2023")


def test_no_two_facts_say_the_same_sentence(knowledge):
    said = Counter(fact.text for fact in knowledge.facts)
    assert [text for text, times in said.items() if times > 1] == []


def test_a_fact_is_one_sentence_in_our_own_words(knowledge):
    strange = [fact.id for fact in knowledge.facts if not fact.text.endswith(".") or '"' in fact.text]
    assert strange == []


def test_all_relations_are_there_and_differences_show_their_sides(knowledge):
    kinds = Counter(one.kind for one in knowledge.relations)
    assert kinds == {"overlap": 14, "complement": 7, "contradiction": 9, "tension": 8}
    assert [one.id for one in knowledge.relations if one.sides] == DIFFERENCES


def test_each_side_of_a_difference_names_the_one_article_that_it_cites(knowledge):
    sides = [side for one in knowledge.relations for side in one.sides]
    cited = [{knowledge.fact[fact].source for fact in side.facts} for side in sides]
    named = [{f"article_{last.lower()}" for last in "AB" if f"rticle {last}" in side.text} for side in sides]
    assert all(len(one) == 1 for one in named)
    assert named == cited


def test_two_roles_are_compared_and_seven_are_their_neighbours(knowledge):
    assert [role.id for role in knowledge.focal] == ["product", "program"]
    assert {role.id for role in knowledge.roles if not role.focal} == NEIGHBOURS


def test_no_alias_is_given_twice(knowledge):
    named = [name for role in knowledge.roles for name in (role.name, role.plural, role.field, *role.aliases)]
    named += [short.alias for short in knowledge.ambiguous]
    assert [name for name, times in Counter(named).items() if times > 1] == []
    assert [name for name in named if name != name.lower()] == []


def test_every_alias_is_read_as_its_role(knowledge):
    finder = finder_of(knowledge)
    pairs = [(role.id, name) for role in knowledge.roles for name in (role.name, role.field, *role.aliases)]
    wrong = [name for role, name in pairs if roles_in(finder, f"{name} or what") != [(role,)]]
    assert wrong == []


def test_short_forms_stay_open_until_another_role_stands_beside_them(knowledge):
    finder = finder_of(knowledge)
    assert roles_in(finder, "what does a PM do") == [("product", "program", "project")]
    assert roles_in(finder, "PMs and PgMs") == [("product",), ("program",)]
    assert roles_in(finder, "what is a technical product manager") == [("product", "technical_program")]
    assert roles_in(finder, "see you at 3 p.m.") == []


def test_all_texts_are_plain_and_never_lecture(knowledge):
    texts = list(sentences(knowledge.model_dump()))
    assert [text for text in texts if not text.isascii()] == []
    assert [text for text in texts if "!" in text or "you should" in text.lower()] == []
