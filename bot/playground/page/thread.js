// The thread pane: a message and its replies.

import { Conversation } from "./conversation.js";
import { h, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { channelName } from "./people.js";
import { closeThread, session } from "./session.js";
import { messageAt, noteOn, store } from "./store.js";
import { threadItems } from "./timeline.js";

export class ThreadPane {
  constructor({ channel, ts }) {
    this.key = threadKey({ channel, ts });
    const isDirect = store.channels.get(channel)?.kind === "im";
    this.title = h("h2", { id: "thread-title" });
    this.conversation = new Conversation({
      place: { channel, thread: ts },
      label: { messages: "Thread", composer: "Reply..." },
      items: () => threadItems(channel, ts),
      extra: isDirect ? null : alsoSend(channel),
      foot: messageAt(channel, ts)
        ? null
        : h("p", { class: "foot-note" }, "This thread is not there any more."),
    });
    const close = iconButton("Close thread", icon("close", 20), {
      data: { focus: "close-thread" },
      on: { click: () => closeThread() },
    });
    const where = h(
      "span",
      { class: "thread-where" },
      isDirect ? channelName(channel) : `#${channelName(channel)}`,
    );
    this.parts = [h("header", { class: "view-head" }, this.title, where, close), ...this.conversation.parts];
    this.channel = channel;
    this.ts = ts;
  }

  show() {
    this.title.textContent = noteOn("titles", this.channel, this.ts)?.title || "Thread";
    this.conversation.show();
  }
}

export function threadKey({ channel, ts }) {
  return ["thread", session.person, channel, ts, Boolean(messageAt(channel, ts))].join(" ");
}

function alsoSend(channel) {
  const box = h("input", { type: "checkbox", id: "also-send" });
  return h(
    "div",
    { class: "also-send" },
    box,
    h("label", { htmlFor: box.id }, `Also send to #${channelName(channel)}`),
  );
}
