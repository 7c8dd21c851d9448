// The welcome area of #careers: what this is, and what to try first. All its sentences stand here.

import { post } from "./api.js";
import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { reportProblem } from "./notices.js";
import { noteSent } from "./replies.js";
import { session } from "./session.js";
import { store } from "./store.js";

const CHANNEL = "careers";
const QUIZ = "/fit-quiz";
const QUESTIONS = [
  "what is the difference between a product manager and a program manager?",
  "what skills does a program manager need?",
  "how much does a product manager earn?",
];
const WORDS = {
  about: (app) => `This is a local Slack with the real ${app} in it. Nothing you write leaves this machine.`,
  ask: (app) => `Ask ${app} something. A click sends the question to this channel:`,
  private: "Ask privately. Only you see the answer:",
  quiz: "Find out which role fits you, in a short quiz:",
  keeper: [
    "Do you keep the knowledge file? Change a sentence in ",
    "knowledge/",
    " and save. It is loaded again by itself, and a mistake in it is shown here.",
  ],
  plain: (name) => `This is the very beginning of #${name}.`,
};

/** `fill(text)` puts text into the field below. */
export function welcome(channel, fill) {
  const title = h("h2", {}, `#${channel.name}`);
  if (channel.name !== CHANNEL)
    return h(
      "section",
      { class: "welcome", "aria-label": "Beginning of the channel" },
      title,
      h("p", {}, WORDS.plain(channel.name)),
    );
  return h(
    "section",
    { class: "welcome", "aria-label": "Welcome" },
    title,
    h("p", { class: "welcome-about" }, WORDS.about(store.app.name)),
    questions(channel),
    commands(fill),
    keeper(),
  );
}

function questions(channel) {
  const ask = (text) => {
    noteSent();
    post("mention", { user: session.person, channel: channel.id, text }).catch(reportProblem);
  };
  const rows = QUESTIONS.map((text) =>
    h(
      "li",
      {},
      button({ class: "suggestion", on: { click: () => ask(text) } }, icon("send", 16), h("span", {}, text)),
    ),
  );
  return [h("p", {}, WORDS.ask(store.app.name)), h("ul", { class: "suggestions" }, rows)];
}

function commands(fill) {
  const names = store.app.commands.map((one) => one.command);
  const first = names.find((name) => name !== QUIZ);
  const rows = [first && [WORDS.private, first], names.includes(QUIZ) && [WORDS.quiz, QUIZ]].filter(Boolean);
  return rows.map(([words, command]) =>
    h(
      "p",
      { class: "welcome-command" },
      words,
      " ",
      button({ class: "command", on: { click: () => fill(`${command} `) } }, command),
    ),
  );
}

function keeper() {
  const [before, folder, after] = WORDS.keeper;
  return h(
    "p",
    { class: "welcome-keeper" },
    icon("pencil", 16),
    h("span", {}, before, h("code", {}, folder), after),
  );
}
