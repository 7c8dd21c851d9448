// The list of messages of a channel or a thread: keeps its place at the end, moves with the arrow keys.

import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { reconcile } from "./list.js";

const NEAR = 60;

export class MessageList {
  /** `head` stands before the messages and scrolls with them. */
  constructor(label, head = null) {
    this.list = h("ol", { class: "messages", role: "list", "aria-label": label });
    this.scroller = h("div", { class: "scroller" }, head, this.list);
    this.newest = button(
      { class: "button newest", hidden: true, on: { click: () => this.toEnd() } },
      icon("down", 16),
      "Newest",
    );
    this.node = h("div", { class: "scroller-frame" }, this.scroller, this.newest);
    this.isAtEnd = true;
    this.count = 0;
    this.scroller.addEventListener("scroll", () => this.look());
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("focusin", ({ target }) => this.setCurrent(target.closest(".message")));
    this.list.addEventListener(
      "mouseover",
      ({ target }) => target.closest(".message") && this.setCurrent(target.closest(".message")),
    );
    // Images and fonts change the height later.
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.scroller);
  }

  /** True when something was added. */
  show(items) {
    const isMore = items.length > this.count;
    this.count = items.length;
    this.list.hidden = !items.length;
    reconcile(this.list, items);
    const messages = this.messages();
    this.mark(messages.find((one) => one.tabIndex === 0) ?? messages.at(-1));
    if (this.isAtEnd) this.toEnd();
    else if (isMore) this.newest.hidden = false;
    return isMore;
  }

  messages() {
    return [...this.list.querySelectorAll(":scope > .message")];
  }

  /** Of an answer longer than the screen the beginning is shown; while it streams, its end. */
  toEnd() {
    const last = this.messages().at(-1);
    const isLong = last?.offsetHeight > this.scroller.clientHeight && !last.matches(".streaming");
    const end = isLong ? last.offsetTop - this.scroller.offsetTop - 8 : this.scroller.scrollHeight;
    this.scroller.scrollTop = last ? end : 0;
    this.isAtEnd = true;
    this.newest.hidden = true;
  }

  look() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.isAtEnd) this.newest.hidden = true;
  }

  /** One message at a time is reached by Tab, its tools with it; the arrow keys go to the others. */
  setCurrent(message) {
    if (message && message.tabIndex !== 0) this.mark(message);
  }

  mark(message) {
    for (const one of this.messages()) {
      one.tabIndex = one === message ? 0 : -1;
      for (const tool of one.querySelectorAll(".tool")) tool.tabIndex = one.tabIndex;
    }
  }

  key(event) {
    const messages = this.messages();
    const at = messages.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: messages.length - 1 }[event.key];
    if (at < 0 || !messages[to]) return;
    event.preventDefault();
    messages[to].focus();
    messages[to].scrollIntoView({ block: "nearest" });
  }
}
