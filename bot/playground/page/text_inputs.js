// The fields to type in: text, numbers, addresses, rich text.

import { tellsAtOnce, use } from "./act.js";
import { h } from "./dom.js";
import { fieldProps } from "./field.js";
import { heldValue, hold } from "./held.js";
import { richWords } from "./rich_text.js";

const PAUSE = 400;
const KEYBOARD = { number_input: "decimal", email_text_input: "email", url_text_input: "url" };

export function textInput(control) {
  const { element } = control;
  const node = field(control);
  const count = element.max_length && h("span", { class: "count", "aria-hidden": "true" });
  node.addEventListener("input", () => hold(control, node.value || null));
  if (tellsAtOnce(control)) tellWhile(control, node);
  if (!count) return node;
  const write = () => writeCount(count, element.max_length, node.value.length);
  node.addEventListener("input", write);
  write();
  return h("div", { class: "field-counted" }, node, count);
}

function field(control) {
  const { element } = control;
  const held = heldValue(control);
  const value = (held === undefined ? initial(element) : held) ?? "";
  const shared = {
    class: "field",
    placeholder: element.placeholder?.text ?? "",
    ...fieldProps(control, element.placeholder?.text),
  };
  if (element.multiline || element.type === "rich_text_input")
    return h("textarea", { ...shared, rows: element.min_lines ?? 4, value });
  return h("input", {
    type: "text",
    inputmode: KEYBOARD[element.type],
    autocomplete: "off",
    ...shared,
    value,
  });
}

function initial({ initial_value: given }) {
  return typeof given === "object" && given ? richWords(given) : given;
}

/** Shown when the end comes near, as Slack does. */
function writeCount(node, most, length) {
  const left = most - length;
  node.textContent = left < most * 0.2 ? String(left) : "";
  node.classList.toggle("over", left < 0);
}

/** Enter tells by default; `on_character_entered` tells while typing. */
function tellWhile(control, node) {
  const when = control.element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let timer = 0;
  node.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || !when.includes("on_enter_pressed")) return;
    if (node.tagName === "TEXTAREA" && event.shiftKey) return;
    event.preventDefault();
    use(control, node.value || null);
  });
  node.addEventListener("input", () => {
    clearTimeout(timer);
    if (when.includes("on_character_entered"))
      timer = setTimeout(() => use(control, node.value || null), PAUSE);
  });
}
