"""The tutorial's bot: Bolt with threads, TfidfVectorizer and naive Bayes, trained when it starts."""

from __future__ import annotations

import re
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from slack_bolt import App
from slack_sdk import WebClient

from benchmarks.rivals.lessons import ANSWER, lessons
from benchmarks.rivals.surroundings import API, PORT, SECRET, TOKEN

texts, intents = lessons()
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), MultinomialNB())
model.fit(texts, intents)
app = App(client=WebClient(token=TOKEN, base_url=API), signing_secret=SECRET)


def answer(text: str) -> str:
    return ANSWER.format(model.predict([text])[0])


@app.event("app_mention")
def mention(event: dict[str, Any], say: Any) -> None:
    say(answer(event["text"]), thread_ts=event["ts"])


@app.command("/whichpm")
def command(ack: Any, respond: Any, body: dict[str, Any]) -> None:
    ack()
    respond(answer(body["text"]))


@app.action(re.compile(".*"))
def click(ack: Any, body: dict[str, Any], say: Any) -> None:
    ack()
    say(answer(body["actions"][0]["value"]), thread_ts=body["message"]["ts"])


if __name__ == "__main__":
    app.start(PORT)
