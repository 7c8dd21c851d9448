// Changing one's own message in its place.

import { post, RefusedError } from "./api.js";
import { button, h } from "./dom.js";
import { unescape } from "./mrkdwn.js";
import { handle } from "./people.js";
import { session } from "./session.js";
import { changed, store } from "./store.js";

let edited = null;

export function isEdited(message) {
  return edited === `${message.channel}/${message.ts}`;
}

export function startEdit(message) {
  edited = `${message.channel}/${message.ts}`;
  changed();
  setTimeout(() => document.querySelector(".editor textarea")?.focus(), 30);
}

function stopEdit() {
  edited = null;
  changed();
}

/** What was typed, before the server made markup of names and addresses. */
export function asTyped(text) {
  const names = text.replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (whole, id) =>
    store.users.has(id) ? `@${handle(store.users.get(id))}` : whole,
  );
  const channels = names
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1")
    .replace(/<!(here|channel|everyone)>/g, "@$1");
  return unescape(channels.replace(/<([^|>]+)(?:\|[^>]*)?>/g, "$1"));
}

export function editor(message) {
  const field = h("textarea", {
    class: "field",
    rows: 2,
    "aria-label": "Edit message",
    value: asTyped(message.text),
  });
  const problem = h("p", { class: "error", role: "alert" });
  const save = () =>
    post("edit", { user: session.person, channel: message.channel, ts: message.ts, text: field.value }).then(
      stopEdit,
      (error) => {
        if (!(error instanceof RefusedError)) throw error;
        problem.textContent = error.message;
      },
    );
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stopEdit();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const actions = h(
    "div",
    { class: "editor-foot" },
    button({ class: "button", on: { click: stopEdit } }, "Cancel"),
    button({ class: "button button-primary", on: { click: save } }, "Save"),
  );
  return h("div", { class: "editor" }, field, problem, actions);
}
