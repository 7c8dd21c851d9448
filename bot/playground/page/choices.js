// Radio buttons and checkboxes.

import { tellsAtOnce, use } from "./act.js";
import { h, uid } from "./dom.js";
import { heldValue, hold, letGo } from "./held.js";
import { textObject } from "./mrkdwn.js";

export function radioButtons(control) {
  const given = heldValue(control);
  const chosen = given === undefined ? control.element.initial_option?.value : given;
  return group(
    control,
    "radiogroup",
    "radio",
    (option) => option.value === chosen,
    (inputs) => inputs.find((one) => one.checked)?.value ?? null,
  );
}

export function checkboxes(control) {
  const chosen = heldValue(control) ?? (control.element.initial_options ?? []).map((option) => option.value);
  return group(
    control,
    "group",
    "checkbox",
    (option) => chosen.includes(option.value),
    (inputs) => inputs.filter((one) => one.checked).map((one) => one.value),
  );
}

function group(control, role, type, isChosen, read) {
  const { element, ids, label, describedBy, isInvalid, isRequired } = control;
  const name = ids ? { "aria-labelledby": ids.label } : { "aria-label": label || "Options" };
  const state =
    role === "radiogroup"
      ? { "aria-required": isRequired ? "true" : null, "aria-invalid": isInvalid ? "true" : null }
      : {};
  const shared = uid("choice");
  const inputs = element.options.map((option) => choice(control, option, type, shared, isChosen(option)));
  const node = h(
    "div",
    { class: "choices", role, ...name, ...state, "aria-describedby": describedBy },
    inputs.map(([input, ...words]) => h("div", { class: "choice" }, input, words)),
  );
  node.addEventListener("change", () =>
    changed(
      control,
      inputs.map(([input]) => input),
      read,
    ),
  );
  return node;
}

function choice({ block, element }, option, type, shared, checked) {
  const id = uid("option");
  const about = option.description && uid("about");
  const data = {
    focus: `${block.block_id}/${element.action_id}/${option.value}`,
    first: element.focus_on_load ? "yes" : "",
  };
  const input = h("input", {
    type,
    id,
    name: shared,
    value: option.value,
    checked,
    "aria-describedby": about,
    data,
  });
  const words = h("label", { htmlFor: id }, textObject(option.text));
  return [
    input,
    h(
      "div",
      {},
      words,
      about && h("div", { class: "choice-description", id: about }, textObject(option.description)),
    ),
  ];
}

async function changed(control, inputs, read) {
  const before = heldValue(control);
  const value = read(inputs);
  hold(control, value);
  if (!tellsAtOnce(control) || (await use(control, value))) return;
  if (before === undefined) letGo(control);
  else hold(control, before);
  restore(inputs, control, before);
}

/** The person said no to the app's question: all is as it was. */
function restore(inputs, { element }, before) {
  const first = element.initial_options?.map((option) => option.value) ?? [element.initial_option?.value];
  const chosen = before === undefined ? first : [before].flat();
  for (const input of inputs) input.checked = chosen.includes(input.value);
}
