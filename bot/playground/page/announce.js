// Reads new messages out to screen readers, politely.

import { h } from "./dom.js";
import { words } from "./mrkdwn.js";
import { authorName } from "./people.js";
import { placeChannel, session } from "./session.js";

const LONGEST = 240;
// Long enough to be read out, short enough not to be met again while reading the page.
const KEPT_FOR = 4000;
let clearing = 0;
const region = h("div", { class: "visually-hidden", role: "status", "aria-live": "polite" });

export function announcer() {
  return region;
}

/** Only what stands in the channel in sight and is not one's own. */
export function announceMessage(message) {
  if (message.channel !== placeChannel() || message.user === session.person) return;
  if (message.only_to && message.only_to !== session.person) return;
  const whose = message.only_to ? "only visible to you" : "says";
  announce(`${authorName(message)} ${whose}: ${words(message.text).slice(0, LONGEST)}`);
}

export function announce(text) {
  region.textContent = text;
  clearTimeout(clearing);
  clearing = setTimeout(() => region.replaceChildren(), KEPT_FOR);
}
