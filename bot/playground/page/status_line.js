// What the app says it is doing: "is thinking...", with its loading messages one after the other.

import { h } from "./dom.js";
import { session } from "./session.js";
import { noteOn, store } from "./store.js";

const EACH = 2500;

/** The line below the messages of a channel (`thread` null) or a thread. */
export class StatusLine {
  constructor() {
    this.node = h("div", { class: "status-line", role: "status" });
    this.noted = null;
  }

  show(channel, thread) {
    const noted = noteOn("statuses", channel, thread) ?? (thread ? undefined : besideThread(channel));
    if (noted === this.noted) return;
    this.noted = noted;
    clearInterval(this.timer);
    this.node.replaceChildren();
    if (!noted?.status) return;
    const messages = noted.loading_messages ?? [];
    const words = h("span", {}, messages[0] ?? `${store.app.name} ${noted.status}`);
    this.node.append(h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i")), words);
    let at = 0;
    if (messages.length > 1)
      this.timer = setInterval(() => (words.textContent = messages[(at += 1) % messages.length]), EACH);
  }
}

/** In a channel also what the app does in a thread that is not open. */
function besideThread(channel) {
  const busy = [...store.statuses.values()].filter((one) => one.channel === channel && one.status);
  return busy.find((one) => one.thread_ts !== session.thread?.ts);
}
