// Banners above the messages: mistakes in the knowledge file, a lost connection, what was refused.

import { RefusedError } from "./api.js";
import { h, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { reconcile } from "./list.js";
import { changed, store } from "./store.js";

const SHOWN_FOR = 12_000;
const closed = new Set();
let problems = [];

/** Tells the person what was refused; anything else is a mistake of this page and goes to the console. */
export function reportProblem(problem) {
  if (!(problem instanceof RefusedError) && problem.name !== "Error") throw problem;
  const told = { id: `problem ${Date.now()}`, level: "error", title: problem.message, lines: [] };
  problems = [...problems.slice(-1), told];
  setTimeout(() => drop(told), SHOWN_FOR);
  changed();
}

function drop(told) {
  problems = problems.filter((one) => one !== told);
  changed();
}

export function noticeArea() {
  return h("div", { class: "notices" });
}

export function showNotices(area) {
  const noted = [...store.notices.values()].filter(
    (notice) => (notice.title || notice.lines.length) && !closed.has(notice),
  );
  reconcile(
    area,
    [...connectionNotices(), ...noted, ...problems].map((notice) => ({
      key: notice.id,
      stamp: [notice],
      draw: () => draw(notice),
    })),
  );
}

// Without a cross: it goes by itself.
const LOST = {
  id: "lost",
  level: "lost",
  title: "The local Slack does not answer. Trying again...",
  lines: [],
};

function connectionNotices() {
  return store.wasAlive && !store.isAlive ? [LOST] : [];
}

function draw(notice) {
  const isError = notice.level === "error";
  const close = () => {
    closed.add(notice);
    drop(notice);
  };
  const words = h(
    "div",
    { class: "notice-words" },
    h("strong", {}, notice.title),
    notice.lines.length > 0 &&
      h(
        "ul",
        {},
        notice.lines.map((line) => h("li", {}, line)),
      ),
  );
  const dismissal =
    notice !== LOST && iconButton("Close notice", icon("close", 16), { on: { click: close } });
  return h(
    "div",
    { class: `notice notice-${notice.level}`, role: isError ? "alert" : "status" },
    icon(isError ? "warning" : "info", 18),
    words,
    dismissal,
  );
}
