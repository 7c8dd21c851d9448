// What can be done with a message: reacting, replying, shortcuts of the app, changing and deleting one's own.

import { post } from "./api.js";
import { ask } from "./confirm.js";
import { h, iconButton } from "./dom.js";
import { emojiMark, emojiWords, REACTIONS } from "./emoji.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { startEdit } from "./message_edit.js";
import { reportProblem } from "./notices.js";
import { react } from "./reactions.js";
import { openThread, session } from "./session.js";
import { store } from "./store.js";

export function toolbar(message, where) {
  const tool = (label, name, props) =>
    iconButton(label, icon(name, 18), { ...props, tabindex: "-1", class: "tool" });
  const add = tool("Add reaction", "smile", { "aria-haspopup": "menu", data: { focus: "react" } });
  add.addEventListener("click", () => openMenu(add, reactionItems(message)));
  const more = tool("More actions", "dots", { "aria-haspopup": "menu", data: { focus: "more" } });
  more.addEventListener("click", () => openMenu(more, moreItems(message)));
  const reply = tool("Reply in thread", "thread", {
    data: { focus: "reply" },
    on: { click: () => openThread(message.channel, message.thread_ts ?? message.ts) },
  });
  const tools = message.only_to ? [more] : [add, where === "channel" && reply, more];
  return h(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    tools.filter(Boolean),
  );
}

function reactionItems(message) {
  const item = (name) => ({
    label: emojiWords(name),
    icon: emojiMark(name),
    run: () => react(message, name),
  });
  return REACTIONS.map(item);
}

function moreItems(message) {
  if (message.only_to)
    return [{ label: "Dismiss message", icon: icon("close", 16), run: () => dismiss(message) }];
  const isOwn = message.user === session.person;
  const shortcuts = store.app.shortcuts.filter((shortcut) => shortcut.type === "message");
  // A touch screen shows this menu alone of all tools.
  const touched = matchMedia("(hover: none)").matches ? touchItems(message) : [];
  return [
    ...touched,
    { label: "Copy text", icon: icon("file", 16), run: () => navigator.clipboard?.writeText(message.text) },
    ...(isOwn ? ownItems(message) : []),
    ...(shortcuts.length
      ? ["Message shortcuts", ...shortcuts.map((shortcut) => shortcutItem(shortcut, message))]
      : []),
  ];
}

function touchItems(message) {
  const reply = () => openThread(message.channel, message.thread_ts ?? message.ts);
  return [
    { label: "Reply in thread", icon: icon("thread", 16), run: reply },
    ...reactionItems(message),
    "Message",
  ];
}

function ownItems(message) {
  return [
    { label: "Edit message", icon: icon("pencil", 16), run: () => startEdit(message) },
    { label: "Delete message", icon: icon("trash", 16), isDanger: true, run: () => remove(message) },
  ];
}

function shortcutItem({ name, description, callback_id: callback }, { channel, ts }) {
  const run = () =>
    post("message_shortcut", { user: session.person, channel, ts, callback_id: callback }).then(
      checkShortcut,
      reportProblem,
    );
  return {
    label: name,
    description: `${store.app.name}${description ? `: ${description}` : ""}`,
    icon: icon("bolt", 16),
    run,
  };
}

/** Slack says so when an app does not answer a shortcut. */
export function checkShortcut({ acknowledged }) {
  if (!acknowledged) reportProblem(new Error(`${store.app.name} did not answer. Try again in a moment.`));
}

async function remove({ channel, ts }) {
  const body = h("p", {}, "This cannot be undone.");
  if (await ask({ title: "Delete message", body, yes: "Delete", style: "danger" }))
    post("delete", { user: session.person, channel, ts }).catch(reportProblem);
}

export function dismiss({ ts }) {
  return post("dismiss", { user: session.person, ts }).catch(reportProblem);
}

export function stopStream({ channel, ts }) {
  return post("stop", { user: session.person, channel, ts }).catch(reportProblem);
}
