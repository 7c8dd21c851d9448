// Which messages stand in a channel or a thread, in order, with the days between them.

import { h } from "./dom.js";
import { drawMessage } from "./message.js";
import { isEdited } from "./message_edit.js";
import { session } from "./session.js";
import { byTime, channelMessages, isReply, privateMessages, store } from "./store.js";
import { ago, dayKey, dayLabel } from "./time.js";

const TOGETHER = 300;

/** The items of a channel for `reconcile`. */
export function channelItems(channel) {
  const all = channelMessages(channel);
  const replies = countReplies(all);
  const shown = all.filter((message) => !isReply(message) || message.subtype === "thread_broadcast");
  const own = privateMessages(channel, session.person).filter((message) => !message.thread_ts);
  return items([...shown, ...own].sort(byTime), replies, "channel");
}

/** The message that a thread hangs on, then its replies. */
export function threadItems(channel, ts) {
  const all = channelMessages(channel).filter((message) => message.ts === ts || message.thread_ts === ts);
  const own = privateMessages(channel, session.person).filter((message) => message.thread_ts === ts);
  return items([...all, ...own].sort(byTime), new Map(), "thread");
}

function countReplies(messages) {
  const found = new Map();
  for (const message of messages) {
    if (!isReply(message)) continue;
    const before = found.get(message.thread_ts) ?? { count: 0, users: [], last: "" };
    const users = [...new Set([...before.users, message.user])];
    found.set(message.thread_ts, { count: before.count + 1, users, last: message.ts });
  }
  return found;
}

function items(messages, replies, where) {
  const found = [];
  messages.forEach((message, at) => {
    const before = messages[at - 1];
    if (!before || dayKey(before.ts) !== dayKey(message.ts)) found.push(dayItem(message.ts));
    found.push(
      messageItem(message, {
        isGrouped: isTogether(before, message),
        replies: replies.get(message.ts),
        where,
      }),
    );
    if (where === "thread" && at === 0 && messages.length > 1) found.push(countItem(messages.length - 1));
  });
  return found;
}

function messageItem(message, { isGrouped, replies, where }) {
  const edited = isEdited(message);
  const stamp = [
    message,
    isGrouped,
    replies?.count,
    replies && ago(replies.last),
    session.person,
    edited,
    store.users.size,
  ];
  return {
    key: `${message.only_to ?? ""}${message.ts}`,
    stamp,
    draw: () => drawMessage(message, { isGrouped, replies, where }),
  };
}

function dayItem(ts) {
  const label = dayLabel(ts);
  return {
    key: `day ${dayKey(ts)}`,
    stamp: [label],
    draw: () => h("li", { class: "day" }, h("span", { class: "day-label" }, label)),
  };
}

function countItem(count) {
  const words = `${count} ${count === 1 ? "reply" : "replies"}`;
  return { key: "count", stamp: [count], draw: () => h("li", { class: "reply-count" }, words) };
}

/** The same author within five minutes: the name is not written again. */
function isTogether(before, message) {
  if (!before || before.user !== message.user || before.username !== message.username) return false;
  if (before.subtype || !["file_share", undefined, null].includes(message.subtype)) return false;
  if (Boolean(before.only_to) !== Boolean(message.only_to) || dayKey(before.ts) !== dayKey(message.ts))
    return false;
  return Number(message.ts) - Number(before.ts) < TOGETHER;
}
