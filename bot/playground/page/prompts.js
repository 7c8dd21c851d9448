// The prompts that the app suggests above the composer; a click sends one.

import { post } from "./api.js";
import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { reconcile } from "./list.js";
import { reportProblem } from "./notices.js";
import { session } from "./session.js";
import { noteOn } from "./store.js";

export function promptArea() {
  return h("div", { class: "prompts" });
}

export function showPrompts(area, channel, thread) {
  const noted = noteOn("prompts", channel, thread);
  reconcile(
    area,
    noted?.prompts.length
      ? [{ key: "prompts", stamp: [noted], draw: () => draw(noted, channel, thread) }]
      : [],
  );
}

function draw({ title, prompts }, channel, thread) {
  const send = (text) =>
    post("say", { user: session.person, channel, text, ...(thread ? { thread_ts: thread } : {}) }).catch(
      reportProblem,
    );
  const rows = prompts.map((prompt) =>
    button(
      { class: "suggestion", on: { click: () => send(prompt.message) } },
      icon("send", 14),
      h("span", {}, prompt.title),
    ),
  );
  return h(
    "div",
    { role: "group", "aria-label": title || "Suggested prompts" },
    title && h("p", {}, title),
    h("div", { class: "suggestions" }, rows),
  );
}
