// Buttons, the overflow menu and the feedback buttons.

import { isAgreed, tell } from "./act.js";
import { button, h } from "./dom.js";
import { heldValue, hold } from "./held.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { textObject } from "./mrkdwn.js";

/** Busy until the app acknowledged, so that nobody clicks twice; then the address, where the button has one. */
async function press(control, node, { value, url = control.element.url } = {}) {
  if (node.getAttribute("aria-busy") === "true" || !(await isAgreed(control))) return;
  node.setAttribute("aria-busy", "true");
  await tell(control, value);
  node.removeAttribute("aria-busy");
  if (/^https?:/i.test(url ?? "")) window.open(url, "_blank", "noopener,noreferrer");
}

const focusName = ({ block, element }, part = "") => ({
  focus: `${block.block_id}/${element.action_id}/${part}`,
});

export function plainButton(control) {
  const { element } = control;
  const style = element.style ? `button button-${element.style}` : "button";
  const props = { class: style, "aria-label": element.accessibility_label, data: focusName(control) };
  const node = button(props, textObject(element.text), element.url && icon("send", 14));
  node.addEventListener("click", () => press(control, node));
  return node;
}

export function iconButtonElement(control) {
  const { element } = control;
  const label = element.accessibility_label ?? element.text.text;
  const node = button(
    { class: "icon-button", "aria-label": label, title: element.text.text, data: focusName(control) },
    icon(element.icon, 18),
  );
  node.addEventListener("click", () => press(control, node));
  return node;
}

/** One of the two stays pressed. */
export function feedback(control) {
  const thumb = (side, drawing) => {
    const given = control.element[`${side}_button`];
    const label = given.accessibility_label ?? given.text.text;
    const props = {
      class: "icon-button thumb",
      "aria-label": label,
      title: given.text.text,
      data: { ...focusName(control, side), side },
    };
    const node = button({ ...props, "aria-pressed": String(heldValue(control) === side) }, icon(drawing, 18));
    node.addEventListener("click", () => rate(control, node, side));
    return node;
  };
  return h(
    "div",
    { class: "thumbs", role: "group", "aria-label": "Feedback" },
    thumb("positive", "thumbsup"),
    thumb("negative", "thumbsdown"),
  );
}

function rate(control, node, side) {
  hold(control, side);
  for (const one of node.parentElement.children)
    one.setAttribute("aria-pressed", String(one.dataset.side === side));
  return press(control, node, { value: side });
}

export function overflow(control) {
  const { element } = control;
  const items = element.options.map((option) => ({
    label: textObject(option.text),
    description: option.description && textObject(option.description),
    run: () => press(control, node, { value: option.value, url: option.url }),
  }));
  const props = {
    class: "icon-button bordered",
    "aria-label": "More options",
    "aria-haspopup": "menu",
    title: "More options",
  };
  const node = button({ ...props, data: focusName(control) }, icon("dots", 18));
  node.addEventListener("click", () => openMenu(node, items));
  return node;
}
