// Where a message or a command is written: text, files, completion.

import { post, RefusedError } from "./api.js";
import { Completion } from "./completion.js";
import { h, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { startEdit } from "./message_edit.js";
import { session } from "./session.js";
import { shortcutItems } from "./shortcuts.js";
import { channelMessages } from "./store.js";
import { upload } from "./uploads.js";

const drafts = new Map();

export class Composer {
  /** `target()` gives `{channel, thread}`; `label` says where it goes; `extra` stands below the text. */
  constructor({ target, label, extra = null, onSend = () => {} }) {
    Object.assign(this, { target, onSend, files: [], extra });
    this.field = h("textarea", {
      class: "composer-field",
      rows: 1,
      "aria-label": label,
      placeholder: label,
      "aria-autocomplete": "list",
      data: { focus: "composer" },
    });
    this.completion = new Completion(this.field);
    this.chips = h("ul", { class: "file-chips", "aria-label": "Files to send" });
    this.problem = h("p", { class: "error", role: "alert" });
    this.sender = iconButton("Send", icon("send", 18), { class: "send", on: { click: () => this.send() } });
    this.node = h(
      "div",
      { class: "composer" },
      this.field,
      this.chips,
      extra,
      h("div", { class: "composer-foot" }, this.tools(), this.sender),
      this.completion.list,
    );
    this.frame = h("div", { class: "composer-frame" }, this.node, this.problem);
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("input", () => this.changed());
    this.restore();
  }

  tools() {
    this.picker = h("input", {
      type: "file",
      multiple: true,
      hidden: true,
      tabindex: "-1",
      "aria-label": "Files",
      on: { change: () => this.attach() },
    });
    const attach = iconButton("Attach files", icon("clip", 18), { on: { click: () => this.picker.click() } });
    const mention = iconButton("Mention somebody", icon("at", 18), { on: { click: () => this.type("@") } });
    const shortcuts = iconButton("Shortcuts and commands", icon("bolt", 18), { "aria-haspopup": "menu" });
    shortcuts.addEventListener("click", () =>
      openMenu(
        shortcuts,
        shortcutItems((command) => this.fill(`${command} `)),
      ),
    );
    return h("div", { class: "composer-tools" }, attach, mention, shortcuts, this.picker);
  }

  get draftKey() {
    const { channel, thread } = this.target();
    return `${session.person}|${channel}|${thread ?? ""}`;
  }

  /** What was written here before and not sent. */
  restore() {
    this.field.value = drafts.get(this.draftKey) ?? "";
    this.changed();
  }

  changed() {
    drafts.set(this.draftKey, this.field.value);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 260)}px`;
    this.sender.setAttribute("aria-disabled", String(!this.field.value.trim() && !this.files.length));
  }

  /** Puts text into the field for the person to go on with. */
  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.changed();
  }

  type(mark) {
    const { value, selectionStart: at } = this.field;
    const space = at && !/\s/.test(value[at - 1]) ? " " : "";
    this.field.setRangeText(space + mark, at, this.field.selectionEnd, "end");
    this.field.focus();
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  key(event) {
    const isTaken = this.completion.key(event);
    const isSent = !isTaken && event.key === "Enter" && !event.shiftKey && !event.isComposing;
    if (isSent) this.send();
    if (isTaken || isSent) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === "ArrowUp" && !this.field.value) this.editLast(event);
  }

  editLast(event) {
    const { channel, thread } = this.target();
    const own = channelMessages(channel).filter(
      (one) => one.user === session.person && (!thread || one.thread_ts === thread) && !one.subtype,
    );
    if (!own.length) return;
    event.preventDefault();
    startEdit(own.at(-1));
  }

  async attach() {
    const files = [...this.picker.files];
    this.picker.value = "";
    await this.attempt(async () => this.files.push(...(await Promise.all(files.map(upload)))));
    this.showFiles();
  }

  showFiles() {
    const drop = (file) => {
      this.files = this.files.filter((one) => one !== file);
      this.showFiles();
    };
    this.chips.replaceChildren(
      ...this.files.map((file) =>
        h(
          "li",
          { class: "chip" },
          icon("file", 14),
          file.name,
          iconButton(`Remove ${file.name}`, icon("close", 12), { on: { click: () => drop(file) } }),
        ),
      ),
    );
    this.changed();
  }

  async send() {
    const { files } = this;
    const text = this.field.value;
    if (!text.trim() && !files.length) return;
    this.hold("", []);
    this.completion.close();
    this.onSend();
    const names = files.map((file) => file.id);
    const isDone = await this.attempt(() => this.deliver(text, names));
    if (!isDone && !this.field.value) this.hold(text, files);
  }

  hold(text, files) {
    this.files = files;
    this.field.value = text;
    this.showFiles();
  }

  /** A space before the / makes it a message, as in Slack. */
  async deliver(text, files) {
    const { channel, thread } = this.target();
    const where = { user: session.person, channel, ...(thread ? { thread_ts: thread } : {}) };
    const [, command, words = ""] = text.match(/^(\/\S+)\s*([\s\S]*)$/) ?? [];
    if (command && !files.length) return post("command", { ...where, command, text: words.trim() });
    const broadcast = this.extra?.querySelector("input");
    const told = broadcast?.checked ? { broadcast: true } : {};
    if (broadcast) broadcast.checked = false;
    return post("say", { ...where, text: text.trim(), ...told, ...(files.length ? { files } : {}) });
  }

  async attempt(work) {
    this.problem.textContent = "";
    try {
      await work();
      return true;
    } catch (problem) {
      if (!(problem instanceof RefusedError)) throw problem;
      this.problem.textContent = problem.message;
      return false;
    }
  }
}
