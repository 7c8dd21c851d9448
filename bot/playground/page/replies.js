// Opens the thread of a question when the app answers there, so that nobody has to look for the answer.

import { openThread, placeChannel, session } from "./session.js";
import { isReply, messageAt, store } from "./store.js";

const SOON = 60_000;
const WIDE = "(min-width: 900px)";
let sentAt = 0;

/** This tab has just sent something. */
export function noteSent() {
  sentAt = Date.now();
}

/** Takes a `message` or `ephemeral` entry of the feed. Never takes another thread's place, nor a small screen's. */
export function followReply(message, isNew) {
  const isAnswer =
    isNew && isReply(message) && message.user === store.app.bot_user && Date.now() - sentAt < SOON;
  if (!isAnswer || session.thread || message.channel !== placeChannel() || !matchMedia(WIDE).matches) return;
  const parent = messageAt(message.channel, message.thread_ts);
  const isOwn = parent?.user === session.person && Number(parent.ts) * 1000 > sentAt - 5000;
  if (!isOwn || (message.only_to && message.only_to !== session.person)) return;
  sentAt = 0;
  openThread(message.channel, message.thread_ts, false);
}
