// The blocks that are read: section, header, context, image, divider, alert, markdown.

import { button, h, uid } from "./dom.js";
import { drawElement } from "./elements.js";
import { icon } from "./icons.js";
import { picture } from "./pictures.js";
import { markdown } from "./markdown.js";
import { textObject, words } from "./mrkdwn.js";

// Slack folds a longer section unless it says `expand`.
const FOLDED_FROM = 700;
const LEVELS = { info: "info", warning: "warning", error: "warning", success: "check", default: "info" };

export function section(block, surface) {
  const { text, fields, accessory, expand } = block;
  const body = h(
    "div",
    { class: "section-body" },
    text && sectionText(text, expand),
    fields && fieldGrid(fields),
  );
  const label = text ? words(text.text).slice(0, 80) : "";
  return h(
    "div",
    {},
    body,
    accessory && h("div", { class: "accessory" }, drawElement(accessory, { surface, block, label })),
  );
}

function sectionText(text, isExpanded) {
  const shown = h("div", { class: "text" }, textObject(text));
  return isExpanded || text.text.length <= FOLDED_FROM ? shown : folded(shown);
}

function folded(shown) {
  shown.id = uid("folded");
  shown.classList.add("folded");
  const more = button(
    { class: "link-button", "aria-expanded": "false", "aria-controls": shown.id },
    "See more",
  );
  more.addEventListener("click", () => {
    const isFolded = shown.classList.toggle("folded");
    more.textContent = isFolded ? "See more" : "See less";
    more.setAttribute("aria-expanded", String(!isFolded));
  });
  return [shown, more];
}

function fieldGrid(fields) {
  return h(
    "div",
    { class: "fields" },
    fields.map((field) => h("div", { class: "text" }, textObject(field))),
  );
}

/** The level fits what stands above: the app's name on the Home tab, a heading of the page elsewhere. */
export function header({ text }, surface) {
  return h(surface.kind === "home" ? "h2" : "h3", {}, textObject(text));
}

export function context({ elements }) {
  const draw = (one) =>
    one.type === "image" ? picture(one, "tiny") : h("span", { class: "text" }, textObject(one));
  return h("div", {}, elements.map(draw));
}

export function divider() {
  return h("hr");
}

export function image(block) {
  const caption = block.title && h("figcaption", {}, textObject(block.title));
  return h("figure", {}, caption, picture(block, "large"));
}

/** Modals only. */
export function alert({ text, level = "default" }) {
  const shown = typeof text === "string" ? text : textObject(text);
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(LEVELS[level] ?? "info", 18),
    h("span", { class: "text" }, shown),
  );
}

export function markdownBlock({ text }) {
  return h("div", { class: "markdown" }, markdown(text));
}
