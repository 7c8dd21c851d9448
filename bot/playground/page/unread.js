// Which channels hold something new for whom; remembered in this browser.

import { session } from "./session.js";
import { isReply, store } from "./store.js";

const KEY = "local-slack.read";

function readMarks() {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
  return kept.run === store.run ? kept.marks : {};
}

let marks = {};

/** What was there when the page was opened first is not new. */
export function beginUnread() {
  marks = readMarks();
  for (const user of store.users.keys()) {
    for (const channel of store.channels.keys()) marks[`${user}|${channel}`] ??= newest(channel);
  }
}

function newest(channel) {
  let found = "";
  for (const message of store.messages.values())
    if (message.channel === channel && message.ts > found) found = message.ts;
  return found;
}

export function markRead(channel) {
  const key = `${session.person}|${channel}`;
  const last = newest(channel);
  if (marks[key] === last) return;
  marks[key] = last;
  localStorage.setItem(KEY, JSON.stringify({ run: store.run, marks }));
}

/** `{count, mentions}` of new messages by others. */
export function unread(channel) {
  const since = marks[`${session.person}|${channel}`] ?? "";
  const fresh = [...store.messages.values()].filter(
    (one) => one.channel === channel && one.ts > since && one.user !== session.person && !isReply(one),
  );
  return {
    count: fresh.length,
    mentions: fresh.filter((one) => one.text.includes(`<@${session.person}>`)).length,
  };
}
