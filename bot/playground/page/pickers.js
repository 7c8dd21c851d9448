// Date and time, by the browser's own fields.

import { tellsAtOnce, use } from "./act.js";
import { h } from "./dom.js";
import { fieldProps } from "./field.js";
import { heldValue, hold } from "./held.js";

export function datePicker(control) {
  return picker(
    control,
    "date",
    control.element.initial_date,
    (value) => value,
    (shown) => shown,
  );
}

export function timePicker(control) {
  return picker(
    control,
    "time",
    control.element.initial_time,
    (value) => value,
    (shown) => shown,
  );
}

/** Slack tells seconds; the field shows the browser's own time zone. */
export function dateTimePicker(control) {
  const seconds = (shown) => Math.round(new Date(shown).getTime() / 1000);
  return picker(control, "datetime-local", control.element.initial_date_time, localTime, seconds);
}

function localTime(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function picker(control, type, initial, toShown, fromShown) {
  const held = heldValue(control);
  const value = held === undefined ? initial : held;
  const name = control.element.placeholder?.text ?? { date: "Date", time: "Time" }[type] ?? "Date and time";
  const node = h("input", {
    type,
    class: "field field-short",
    value: value ? toShown(value) : "",
    ...fieldProps(control, name),
  });
  node.addEventListener("change", () => {
    hold(control, node.value ? fromShown(node.value) : null);
    if (tellsAtOnce(control)) use(control, heldValue(control));
  });
  return node;
}
