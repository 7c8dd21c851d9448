// Completes commands, people and channels while they are typed.

import { h, uid } from "./dom.js";
import { drawOptions } from "./options.js";
import { avatar, channelIcon, handle, isApp } from "./people.js";
import { placeAt } from "./position.js";
import { icon } from "./icons.js";
import { people, store, visibleChannels } from "./store.js";
import { session } from "./session.js";

const TOKEN = /(^|\s)([@#])([\w.-]*)$/;
const MOST = 8;

/** Watches `field` and opens the list above it; `key(event)` is true when the list took the key. */
export class Completion {
  constructor(field) {
    this.field = field;
    this.list = h("div", {
      class: "listbox completion",
      role: "listbox",
      popover: "manual",
      id: uid("completion"),
      "aria-label": "Suggestions",
    });
    this.rows = [];
    this.active = 0;
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.look());
    field.addEventListener("blur", () => this.close());
  }

  get isOpen() {
    return this.list.matches(":popover-open");
  }

  look() {
    const before = this.field.value.slice(0, this.field.selectionStart);
    const found = commandsFor(this.field.value, before) ?? namesFor(before);
    if (!found?.items.length) return this.close();
    this.rows = drawOptions(this.list, [found], [], (item) => this.take(item));
    if (!this.isOpen) this.list.showPopover();
    this.setActive(0);
    placeAt(this.list, this.field.closest(".composer") ?? this.field, true);
    return undefined;
  }

  close() {
    if (this.isOpen) this.list.hidePopover();
    this.rows = [];
    this.field.removeAttribute("aria-activedescendant");
  }

  setActive(at) {
    this.rows[this.active]?.node.classList.remove("active");
    this.active = (at + this.rows.length) % this.rows.length;
    const { node } = this.rows[this.active];
    node.classList.add("active");
    node.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", node.id);
  }

  key(event) {
    if (!this.isOpen || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.setActive(this.active + step);
    else if (event.key === "Escape") this.close();
    else if (event.key === "Tab" || event.key === "Enter") return this.takeActive(event);
    else return false;
    return true;
  }

  /** What is typed out already is sent by Enter, not completed again. */
  takeActive(event) {
    const { item } = this.rows[this.active];
    const end = this.field.selectionStart;
    const typed = this.field.value.slice(end - item.typed, end);
    if (event.key === "Enter" && typed.toLowerCase() === item.value.toLowerCase()) {
      this.close();
      return false;
    }
    this.take(item);
    return true;
  }

  take(item) {
    const end = this.field.selectionStart;
    const start = end - item.typed;
    this.field.setRangeText(`${item.value} `, start, end, "end");
    this.close();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.field.focus();
  }
}

/** Commands stand at the beginning of a message only. */
function commandsFor(text, before) {
  if (!/^\/\S*$/.test(before) || text.length > before.length) return null;
  const fitting = store.app.commands.filter(({ command }) => command.startsWith(before.toLowerCase()));
  const item = ({ command, usage_hint: hint, description }) => ({
    value: command,
    label: [h("b", {}, command), hint && h("span", { class: "command-hint" }, ` ${hint}`)],
    description,
    typed: before.length,
    icon: () => icon("slash", 18),
  });
  return { label: store.app.name, items: fitting.map(item) };
}

function namesFor(before) {
  const [, , mark, typed] = before.match(TOKEN) ?? [];
  if (!mark) return null;
  const all = mark === "@" ? userItems() : channelItems();
  const wanted = typed.toLowerCase();
  const fitting = all.filter((item) => item.names.some((name) => name.toLowerCase().startsWith(wanted)));
  return { items: fitting.slice(0, MOST).map((item) => ({ ...item, typed: typed.length + 1 })) };
}

function userItems() {
  const app = store.users.get(store.app.bot_user);
  const user = (one) => ({
    value: `@${handle(one)}`,
    label: one.real_name || one.name,
    description: isApp(one.id) ? "App" : `@${one.name}`,
    names: [one.name, one.real_name, ...one.real_name.split(" ")],
    icon: () => avatar(one.id, "small"),
  });
  const group = (name, description) => ({
    value: `@${name}`,
    label: `@${name}`,
    description,
    names: [name],
    icon: () => icon("people", 18),
  });
  return [
    ...[app, ...people()].filter(Boolean).map(user),
    group("here", "Everybody who is active"),
    group("channel", "Everybody in this channel"),
  ];
}

function channelItems() {
  return visibleChannels(session.person).map((one) => ({
    value: `#${one.name}`,
    label: one.name,
    names: [one.name],
    icon: () => channelIcon(one),
  }));
}
