// Builds elements: the only way in which this page makes any, so that no text is ever read as markup.

const PROPERTIES = new Set([
  "value",
  "checked",
  "disabled",
  "htmlFor",
  "textContent",
  "indeterminate",
  "open",
]);
let made = 0;

/** An element with attributes, `on` listeners, `data` fields and children; empty children are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...flat(children));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
  else if (name === "class") node.className = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

function flat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

/** A button that never submits a form. */
export function button(props, ...children) {
  return h("button", { type: "button", ...props }, ...children);
}

/** A button that shows only an icon; its label is read out and shown as a tip. */
export function iconButton(label, drawing, props = {}) {
  const own = props.class ? `icon-button ${props.class}` : "icon-button";
  return button({ ...props, class: own, "aria-label": label, title: label }, drawing);
}

/** An id that no other element of this page has. */
export function uid(prefix) {
  made += 1;
  return `${prefix}-${made}`;
}

export function hiddenText(text) {
  return h("span", { class: "visually-hidden" }, text);
}

/** Replaces what is in `node` and keeps the focus, and the caret, in the control with the same `data-focus`. */
export function refill(node, ...children) {
  const key = focusKey(node);
  const { selectionStart: start, selectionEnd: end } = document.activeElement;
  node.replaceChildren(...flat(children));
  const isText =
    key && focusByKey(node, key) && typeof start === "number" && document.activeElement.setSelectionRange;
  if (isText) document.activeElement.setSelectionRange(start, end);
}

export function focusKey(node) {
  const held = document.activeElement;
  return node.contains(held) ? held.closest("[data-focus]")?.dataset.focus : undefined;
}

export function focusByKey(node, key) {
  const found = [...node.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === key);
  found?.focus({ preventScroll: true });
  return Boolean(found);
}
