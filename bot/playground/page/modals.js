// The modals of the person, one upon the other in one dialog; what is entered stays over updates and errors.

import { post, RefusedError } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { button, h, iconButton, refill } from "./dom.js";
import { forgetSurface, heldValues, viewSurface } from "./held.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";
import { reportProblem } from "./notices.js";
import { session } from "./session.js";
import { viewsOf } from "./store.js";

const FOCUSABLE = "a[href], button, input, textarea, select, [tabindex='0']";

export class Modals {
  constructor() {
    this.form = h("form", { class: "modal-form", novalidate: true });
    this.node = h("dialog", { class: "dialog modal", "aria-labelledby": "modal-title" }, this.form);
    this.node.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close(false);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  show() {
    const top = viewsOf(session.person).at(-1);
    if (!top) return this.hide();
    const before = this.view;
    if (before === top) return undefined;
    this.view = top;
    const isSame = before?.id === top.id;
    if (!isSame) this.form.replaceChildren();
    this.draw();
    if (!this.node.open) this.open();
    return this.focus(isSame, before);
  }

  open() {
    this.opener = document.activeElement;
    this.node.showModal();
  }

  hide() {
    this.view = undefined;
    if (!this.node.open) return;
    this.node.close();
    const back =
      this.opener?.isConnected && this.opener !== document.body
        ? this.opener
        : document.querySelector("[data-focus=composer]");
    back?.focus();
  }

  draw() {
    const { body, problem, errors } = this.view;
    const surface = viewSurface(this.view);
    const blocks = h("div", { class: "modal-body" }, drawBlocks(body.blocks, surface, errors));
    if (!blocks.querySelector(FOCUSABLE)) blocks.tabIndex = 0;
    const banner =
      problem && h("div", { class: "modal-banner", role: "alert" }, icon("warning", 18), problem);
    refill(this.form, this.head(body), banner, blocks, this.foot(body));
  }

  head({ title }) {
    const back =
      this.view.previous && iconButton("Back", icon("back"), { on: { click: () => this.close(false) } });
    const cross = iconButton("Close", icon("close"), { on: { click: () => this.close(true) } });
    return h(
      "header",
      { class: "modal-head" },
      back,
      h("h2", { id: "modal-title" }, textObject(title)),
      cross,
    );
  }

  foot({ submit, close, submit_disabled: isDisabled }) {
    const cancel = button(
      { class: "button", data: { focus: "cancel" }, on: { click: () => this.close(false) } },
      close ? textObject(close) : "Cancel",
    );
    const send = h(
      "button",
      {
        type: "submit",
        class: "button button-primary",
        disabled: Boolean(isDisabled),
        data: { focus: "submit" },
      },
      submit && textObject(submit),
    );
    return h("footer", { class: "dialog-foot" }, cancel, submit && send);
  }

  /** A new view begins at its first field; after a refusal the first wrong one is next. */
  focus(isSame, before) {
    const isRefused = Object.keys(this.view.errors ?? {}).length && this.view.errors !== before?.errors;
    if (isSame && !isRefused) return;
    const first = isRefused ? ".invalid .field, .invalid input, .invalid textarea" : "[data-first=yes]";
    const found = this.form.querySelector(first) ?? this.form.querySelector(`.modal-body :is(${FOCUSABLE})`);
    (found ?? this.form.querySelector(".modal-body"))?.focus();
  }

  async submit() {
    const view = this.view;
    const send = this.form.querySelector("[type=submit]");
    if (!send || send.disabled || send.getAttribute("aria-busy") === "true") return;
    send.setAttribute("aria-busy", "true");
    const surface = viewSurface(view);
    try {
      const { closed } = await post("submit", {
        user: session.person,
        view: view.id,
        values: heldValues(surface),
      });
      if (closed) forgetSurface(surface);
    } catch (problem) {
      this.tell(problem);
    } finally {
      send.removeAttribute("aria-busy");
    }
  }

  close(isAll) {
    if (!this.view) return;
    post("close", { user: session.person, view: this.view.id, ...(isAll ? { clear: true } : {}) }).catch(
      reportProblem,
    );
  }

  /** The page's banners lie behind the dialog, so a refusal is told in it. */
  tell(problem) {
    if (!(problem instanceof RefusedError)) throw problem;
    this.form.querySelector(".modal-banner")?.remove();
    this.form
      .querySelector(".modal-head")
      .after(h("div", { class: "modal-banner", role: "alert" }, icon("warning", 18), problem.message));
  }
}
