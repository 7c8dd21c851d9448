// Draws one message: who, when, what, and what can be done with it.

import { attachments } from "./attachments.js";
import { drawBlocks } from "./blocks.js";
import { button, h } from "./dom.js";
import { fileList } from "./files.js";
import { messageSurface } from "./held.js";
import { icon } from "./icons.js";
import { editor, isEdited } from "./message_edit.js";
import { dismiss, stopStream, toolbar } from "./message_tools.js";
import { mrkdwn, words } from "./mrkdwn.js";
import { authorName, avatar } from "./people.js";
import { reactionBar } from "./reactions.js";
import { openThread } from "./session.js";
import { store } from "./store.js";
import { ago, fullTime, machineTime, timeOf } from "./time.js";

// What is read out of a message that is reached with the arrow keys.
const READ_OUT = 300;
const SYSTEM = new Set(["channel_join", "channel_leave"]);

/** `where` is "channel" or "thread"; `replies` is `{count, users, last}` in a channel. */
export function drawMessage(message, { isGrouped, replies, where }) {
  const node = h("li", { class: classes(message, isGrouped), tabindex: "-1", data: { ts: message.ts } });
  node.setAttribute(
    "aria-label",
    `${authorName(message)}: ${words(message.text).slice(0, READ_OUT)}, ${timeOf(message.ts)}`,
  );
  node.append(
    gutter(message, isGrouped),
    h("div", { class: "message-body" }, parts(message, isGrouped, replies, where)),
  );
  if (message.subtype !== "tombstone" && !SYSTEM.has(message.subtype)) node.append(toolbar(message, where));
  return node;
}

function classes(message, isGrouped) {
  const marks = {
    grouped: isGrouped,
    private: message.only_to,
    streaming: message.streaming,
    deleted: message.subtype === "tombstone",
  };
  return ["message", ...Object.keys(marks).filter((name) => marks[name])].join(" ");
}

function gutter(message, isGrouped) {
  if (isGrouped)
    return h(
      "span",
      { class: "gutter gutter-time", "aria-hidden": "true" },
      timeOf(message.ts).replace(/ [AP]M$/, ""),
    );
  const picture =
    message.subtype === "tombstone"
      ? h("span", { class: "avatar avatar-medium avatar-gone", "aria-hidden": "true" }, icon("trash", 18))
      : avatar(message.user);
  return h("span", { class: "gutter" }, picture);
}

function parts(message, isGrouped, replies, where) {
  return [
    message.only_to && h("div", { class: "only-you" }, icon("eye", 14), "Only visible to you"),
    message.subtype === "thread_broadcast" && where === "channel" && broadcastLine(message),
    !isGrouped && byline(message),
    isEdited(message) ? editor(message) : content(message),
    reactionBar(message),
    message.only_to &&
      h(
        "div",
        {},
        button({ class: "link-button", on: { click: () => dismiss(message) } }, "Dismiss message"),
      ),
    message.streaming &&
      h(
        "div",
        {},
        button(
          { class: "button button-small", on: { click: () => stopStream(message) } },
          icon("stop", 14),
          "Stop",
        ),
      ),
    replies && threadLink(message, replies),
  ];
}

function byline(message) {
  const isBot = Boolean(message.bot_id) || store.users.get(message.user)?.is_bot;
  return h(
    "div",
    { class: "byline" },
    message.subtype !== "tombstone" && h("span", { class: "author" }, authorName(message)),
    isBot && message.subtype !== "tombstone" && h("span", { class: "badge" }, "APP"),
    h("time", { datetime: machineTime(message.ts), title: fullTime(message.ts) }, timeOf(message.ts)),
  );
}

function broadcastLine({ channel, thread_ts: thread }) {
  return h(
    "div",
    { class: "broadcast" },
    "replied to a thread: ",
    button({ class: "link-button", on: { click: () => openThread(channel, thread) } }, "View thread"),
  );
}

function content(message) {
  const { blocks, text, files, edited } = message;
  const hasBlocks = blocks.length > 0;
  const shown = hasBlocks
    ? drawBlocks(blocks, messageSurface(message))
    : text && h("div", { class: "text" }, mrkdwn(text));
  const body = h("div", { class: SYSTEM.has(message.subtype) ? "content system" : "content" }, shown);
  if (edited) lastText(body).append(h("span", { class: "edited", title: fullTime(edited.ts) }, "(edited)"));
  if (message.streaming) lastText(body).append(h("span", { class: "caret", "aria-hidden": "true" }));
  return [body, files.length > 0 && fileList(files), attachments(message)];
}

/** The caret and the mark of a change stand behind the last words, not below them. */
function lastText(body) {
  const found = [...body.querySelectorAll("p, li, .text, .rich-section, pre")];
  return found.at(-1) ?? body;
}

function threadLink({ channel, ts }, { count, users, last }) {
  const shown = h("span", { class: "thread-words" }, `${count} ${count === 1 ? "reply" : "replies"}`);
  const faces = users.slice(0, 5).map((user) => avatar(user, "small"));
  const link = button(
    { class: "thread-link", data: { focus: "thread" }, on: { click: () => openThread(channel, ts) } },
    faces,
    shown,
    h("span", { class: "thread-last" }, `Last reply ${ago(last)}`),
  );
  return h("div", {}, link);
}
