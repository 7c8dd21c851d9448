// Small dialogs: an app's confirmation, and the page's own questions.

import { button, h, uid } from "./dom.js";
import { textObject } from "./mrkdwn.js";

/** True when the person agrees; Escape is a no. */
export function askConfirm({ title, text, confirm, deny, style = "primary" }) {
  return ask({
    title: textObject(title),
    body: h("div", { class: "text" }, textObject(text)),
    yes: textObject(confirm),
    no: textObject(deny),
    style,
  });
}

/** Asks in the page's own words. `read()` gives what the answer is; without it the answer is true. */
export function ask({ title, body, yes, no = "Cancel", style = "primary", read = () => true }) {
  return new Promise((resolve) => {
    const heading = uid("title");
    const form = h("form", { method: "dialog", class: "dialog-body" });
    const dialog = h("dialog", { class: "dialog dialog-small", "aria-labelledby": heading }, form);
    form.append(
      h("h2", { id: heading, class: "dialog-title" }, title),
      body,
      h(
        "div",
        { class: "dialog-foot" },
        button({ class: "button", on: { click: () => dialog.close("") } }, no),
        h("button", { type: "submit", value: "yes", class: `button button-${style}` }, yes),
      ),
    );
    const back = document.activeElement;
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes" ? read() : false);
      dialog.remove();
      if (document.activeElement === document.body) back?.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
