// Starts the page: the snapshot first, then the feed, then whatever comes.

import { announceMessage } from "./announce.js";
import { readState } from "./api.js";
import { takeWarning } from "./act.js";
import { forgetHeld, readHeld } from "./held.js";
import { listenToKeys } from "./keyboard.js";
import { openFeed } from "./feed.js";
import { followReply } from "./replies.js";
import { begin, readAddress } from "./session.js";
import { Shell } from "./shell.js";
import { apply, changed, load, messageAt, onChange, store } from "./store.js";
import { currentTheme, useTheme } from "./theme.js";
import { beginUnread } from "./unread.js";

const AGAIN_AFTER = 1000;
const MINUTE = 60_000;

useTheme(currentTheme().name);
start();

async function start() {
  try {
    load(await readState());
  } catch {
    setTimeout(start, AGAIN_AFTER);
    return;
  }
  readHeld();
  begin();
  beginUnread();
  const shell = new Shell();
  onChange(() => shell.show());
  addEventListener("hashchange", readAddress);
  document.addEventListener("visibilitychange", changed);
  // "2 minutes ago" grows old.
  setInterval(changed, MINUTE);
  listenToKeys();
  openFeed(store, { receive, restart, alive });
}

/** The local Slack was started anew: all that is shown is fetched again. */
async function restart() {
  try {
    load(await readState());
  } catch {
    setTimeout(restart, AGAIN_AFTER);
    return;
  }
  readHeld();
  begin();
  beginUnread();
  openFeed(store, { receive, restart, alive });
}

function alive(isAlive) {
  store.isAlive = isAlive;
  store.wasAlive = store.wasAlive || isAlive;
  changed();
}

function receive(entry) {
  const { kind, data } = entry;
  const before = kind === "message" ? messageAt(data.channel, data.ts) : store.ephemerals.get(data.ts);
  apply(entry);
  if (kind === "message" || kind === "ephemeral") takeMessage(data, before);
  if (kind === "warning") takeWarning(data);
  if (kind === "reset") forgetHeld();
}

/** What streams is read out when it is complete. */
function takeMessage(message, before) {
  const isDone = before?.streaming && !message.streaming;
  if ((!before && !message.streaming) || isDone) announceMessage(message);
  followReply(message, !before);
}
