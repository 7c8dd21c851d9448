// The blocks that hold controls: actions and context_actions.

import { h } from "./dom.js";
import { drawElement } from "./elements.js";

export function actionsBlock(block, surface) {
  return controls(block, surface, "actions");
}

export function contextActions(block, surface) {
  return controls(block, surface, "context-actions");
}

function controls(block, surface, name) {
  return h(
    "div",
    { class: name },
    block.elements.map((element) => drawElement(element, { surface, block })),
  );
}
