// The input block: label, element, hint and error, tied together for screen readers.

import { h, uid } from "./dom.js";
import { drawElement } from "./elements.js";
import { icon } from "./icons.js";
import { textObject } from "./mrkdwn.js";

const GROUPS = new Set(["radio_buttons", "checkboxes"]);

export function inputBlock(block, surface, errors) {
  const { label, element, hint, optional } = block;
  const ids = { label: uid("label"), control: uid("input"), hint: uid("hint"), error: uid("error") };
  const error = errors[block.block_id];
  const describedBy = [hint && ids.hint, error && ids.error].filter(Boolean).join(" ") || null;
  const held = {
    surface,
    block,
    ids,
    label: label.text,
    describedBy,
    isInvalid: Boolean(error),
    isRequired: !optional,
  };
  const isGroup = GROUPS.has(element.type);
  const drawn = drawElement(element, held);
  return h(
    "div",
    { class: error ? "input-block invalid" : "input-block" },
    h(
      isGroup ? "div" : "label",
      { class: "input-label", id: ids.label, htmlFor: isGroup ? undefined : ids.control },
      textObject(label),
      mark(optional),
    ),
    drawn,
    hint && h("div", { class: "hint", id: ids.hint }, textObject(hint)),
    error && h("div", { class: "error", id: ids.error }, icon("warning", 16), h("span", {}, error)),
  );
}

function mark(isOptional) {
  if (isOptional) return h("span", { class: "optional" }, " (optional)");
  return h("span", { class: "required", "aria-hidden": "true", title: "Required" }, " *");
}
