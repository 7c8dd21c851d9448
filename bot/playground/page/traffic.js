// The traffic panel: what the app asked of Slack and what Slack told the app, newest last.

import { readTraffic } from "./api.js";
import { button, h, iconButton, uid } from "./dom.js";
import { FaultPanel } from "./faults.js";
import { icon } from "./icons.js";
import { reconcile } from "./list.js";
import { session, showTraffic } from "./session.js";
import { addTraffic, changed, store } from "./store.js";
import { trafficRow, trafficWords } from "./traffic_entry.js";

const FETCHED = 200;
const NEAR = 40;
const KINDS = [
  ["", "Everything"],
  ["call", "App to Slack"],
  ["delivery", "Slack to app"],
];

export class TrafficPanel {
  constructor() {
    this.faults = new FaultPanel();
    this.list = h("ol", { class: "traffic-list", role: "list", "aria-label": "Requests and answers" });
    this.empty = h("p", { class: "empty" }, "Nothing was sent yet.");
    this.scroller = h(
      "div",
      { class: "traffic-scroller", tabindex: "0", role: "group", "aria-label": "Requests" },
      this.empty,
      this.list,
    );
    this.node = h(
      "section",
      { class: "traffic", "aria-label": "Traffic", hidden: true },
      this.head(),
      h("div", { class: "traffic-body" }, this.scroller, this.faults.node),
    );
    this.isAtEnd = true;
    this.scroller.addEventListener("scroll", () => {
      this.isAtEnd = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight < NEAR;
    });
  }

  head() {
    const ids = [uid("kind"), uid("search")];
    this.kind = h(
      "select",
      { class: "field field-small", id: ids[0], on: { change: () => this.show() } },
      KINDS.map(([value, words]) => h("option", { value }, words)),
    );
    this.search = h("input", {
      class: "field field-small",
      type: "search",
      id: ids[1],
      placeholder: "Filter",
      on: { input: () => this.show() },
    });
    this.faultButton = button(
      {
        class: "button button-small",
        "aria-expanded": "false",
        "aria-controls": this.faults.node.id,
        on: { click: () => this.toggleFaults() },
      },
      icon("warning", 14),
      "Faults",
    );
    const close = iconButton("Close traffic", icon("close", 18), { on: { click: () => showTraffic(false) } });
    return h(
      "header",
      { class: "traffic-head" },
      h("h2", {}, "Traffic"),
      h("label", { class: "visually-hidden", htmlFor: ids[0] }, "Direction"),
      this.kind,
      h("label", { class: "visually-hidden", htmlFor: ids[1] }, "Filter requests"),
      this.search,
      this.faultButton,
      close,
    );
  }

  toggleFaults() {
    const isShown = this.faults.node.hidden;
    this.faults.node.hidden = !isShown;
    this.faultButton.setAttribute("aria-expanded", String(isShown));
  }

  show() {
    this.faults.show();
    const active = store.faults.set.length + Number(store.faults.revoked);
    this.faultButton.lastChild.textContent = active ? `Faults (${active})` : "Faults";
    this.faultButton.classList.toggle("button-danger", active > 0);
    if (this.node.hidden === session.isTrafficShown) this.toggle();
    if (!session.isTrafficShown) return;
    const shown = store.traffic.filter((entry) => this.fits(entry));
    reconcile(
      this.list,
      shown.map((entry) => ({ key: entry.seq, stamp: [entry.seq], draw: () => trafficRow(entry) })),
    );
    this.empty.hidden = shown.length > 0;
    if (this.isAtEnd) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  fits(entry) {
    const wanted = this.search.value.trim().toLowerCase();
    return (!this.kind.value || entry.kind === this.kind.value) && trafficWords(entry).includes(wanted);
  }

  /** What was sent before this page was opened is fetched once. */
  toggle() {
    this.node.hidden = !session.isTrafficShown;
    if (this.run === store.run || this.node.hidden) return;
    this.run = store.run;
    readTraffic(FETCHED).then((entries) => {
      addTraffic(entries);
      changed();
    });
  }
}
