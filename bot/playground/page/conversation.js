// One conversation: its messages, the app's status and prompts, and the composer.

import { Composer } from "./composer.js";
import { MessageList } from "./message_list.js";
import { promptArea, showPrompts } from "./prompts.js";
import { noteSent } from "./replies.js";
import { StatusLine } from "./status_line.js";

export class Conversation {
  /** `items()` gives the messages; `place` is `{channel, thread}`; `foot` stands where nobody may write. */
  constructor({ place, label, items, head = null, extra = null, foot = null }) {
    this.place = place;
    this.items = items;
    this.messages = new MessageList(label.messages, head);
    this.status = new StatusLine();
    this.prompts = promptArea();
    this.composer = foot
      ? null
      : new Composer({ target: () => place, label: label.composer, extra, onSend: () => this.sent() });
    this.parts = [this.messages.node, this.status.node, this.prompts, foot ?? this.composer.frame];
  }

  sent() {
    noteSent();
    this.messages.toEnd();
  }

  show() {
    const { channel, thread = null } = this.place;
    this.messages.show(this.items());
    this.status.show(channel, thread);
    showPrompts(this.prompts, channel, thread);
  }
}
