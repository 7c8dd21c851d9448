// Switches that let things go wrong on purpose: failing calls, a revoked token, lost sockets.

import { post } from "./api.js";
import { ask } from "./confirm.js";
import { button, h, uid } from "./dom.js";
import { reconcile } from "./list.js";
import { reportProblem } from "./notices.js";
import { store } from "./store.js";

// Kind, what it does, and its own argument: name, label, default.
const KINDS = [
  ["ratelimited", "429 rate limited", ["retry_after", "Retry-After", "1"]],
  ["refusal", "Refusal (ok: false)", ["error", "Error", "internal_error"]],
  ["broken", "Server error", ["status", "Status", "503"]],
  ["html", "HTML instead of JSON", null],
  ["slow", "Slow answer", ["seconds", "Seconds", "5"]],
  ["lost", "Accepted, answer lost", null],
  ["reset", "Connection cut before", null],
  ["truncated", "Answer cut in half", null],
];
const METHODS = [
  "chat.postMessage",
  "chat.postEphemeral",
  "chat.update",
  "chat.appendStream",
  "views.open",
  "views.publish",
  "response",
  "*",
];

export class FaultPanel {
  constructor() {
    const small = (name, props) => h("input", { class: "field field-small", id: uid(name), ...props });
    const kinds = KINDS.map(([value, words]) => h("option", { value }, words));
    this.methods = h(
      "datalist",
      { id: uid("methods") },
      METHODS.map((value) => h("option", { value })),
    );
    this.method = small("method", { value: METHODS[0], list: this.methods.id, autocomplete: "off" });
    this.kind = h("select", { class: "field field-small", id: uid("kind") }, kinds);
    this.kind.addEventListener("change", () => this.showArgument());
    this.times = small("times", { inputmode: "numeric", placeholder: "always", value: "1" });
    this.argument = small("argument", {});
    this.argumentLabel = h("label", { htmlFor: this.argument.id });
    this.argumentRow = h("div", {}, this.argumentLabel, this.argument);
    this.active = h("ul", { class: "fault-list", "aria-label": "Faults that are on" });
    this.none = h("p", { class: "hint" }, "No fault is on.");
    this.node = h(
      "section",
      { class: "faults", id: uid("faults"), "aria-label": "Faults", hidden: true, tabindex: "0" },
      h("h3", {}, "Faults"),
      this.form(),
      this.none,
      this.active,
      switches(),
    );
    this.showArgument();
  }

  form() {
    const submit = (event) => {
      event.preventDefault();
      this.set();
    };
    return h(
      "form",
      { class: "fault-form", on: { submit } },
      row("Method", this.method),
      row("What goes wrong", this.kind),
      this.argumentRow,
      row("How often", this.times),
      this.methods,
      h("button", { type: "submit", class: "button button-primary button-small" }, "Switch on"),
    );
  }

  showArgument() {
    const [, , argument] = KINDS.find(([kind]) => kind === this.kind.value);
    this.argumentRow.hidden = !argument;
    this.argumentLabel.textContent = argument?.[1] ?? "";
    this.argument.value = argument?.[2] ?? "";
  }

  set() {
    const [kind, , argument] = KINDS.find(([name]) => name === this.kind.value);
    const number = Number(this.argument.value);
    const value = argument?.[0] === "status" || argument?.[0] === "seconds" ? number : this.argument.value;
    const times = this.times.value.trim() === "" ? null : Number(this.times.value);
    post("fault", {
      method: this.method.value.trim(),
      kind,
      times,
      ...(argument ? { [argument[0]]: value } : {}),
    }).catch(reportProblem);
  }

  show() {
    const { set, revoked } = store.faults;
    const rows = set.map((fault, at) => ({
      key: `${at}`,
      stamp: [JSON.stringify(fault)],
      draw: () => h("li", {}, described(fault)),
    }));
    const all = revoked
      ? [...rows, { key: "revoked", stamp: [], draw: () => h("li", {}, "The bot's token is revoked.") }]
      : rows;
    reconcile(this.active, all);
    this.none.hidden = all.length > 0;
  }
}

function row(words, field) {
  return h("div", {}, h("label", { htmlFor: field.id }, words), field);
}

function described({ method, kind, left, ...given }) {
  const more = Object.entries(given)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
  return `${method}: ${kind}${more ? ` (${more})` : ""}, ${left === null ? "always" : `${left} more`}`;
}

function switches() {
  const act = (words, action, body) =>
    button(
      { class: "button button-small", on: { click: () => post(action, body).catch(reportProblem) } },
      words,
    );
  const reset = button(
    { class: "button button-small button-danger-outline", on: { click: askReset } },
    "Reset workspace",
  );
  return h(
    "div",
    { class: "fault-switches" },
    act("Clear all faults", "clear_faults"),
    act("Revoke token", "revoke"),
    act("Reconnect sockets", "disconnect"),
    act("Cut sockets", "disconnect", { hard: true }),
    reset,
  );
}

async function askReset() {
  const body = h("p", {}, "All messages, modals and files are forgotten. People and channels stay.");
  if (await ask({ title: "Reset the workspace", body, yes: "Reset", style: "danger" }))
    post("reset").catch(reportProblem);
}
