// Keeps a list of elements equal to a list of items, touching only what changed.

import { focusByKey, focusKey } from "./dom.js";

/**
 * Each item has a `key`, a `stamp` (a list of values) and `draw()`; an element is made anew when its stamp differs.
 * The focus stays on the control with the same `data-focus`, or else on the new element.
 */
export function reconcile(parent, items) {
  const drawn = (parent.drawnItems ??= new Map());
  forget(drawn, new Set(items.map((item) => item.key)));
  items.forEach((item, at) => {
    const node = current(drawn, item);
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}

function forget(drawn, wanted) {
  for (const [key, { node }] of drawn) {
    if (wanted.has(key)) continue;
    node.remove();
    drawn.delete(key);
  }
}

function current(drawn, item) {
  const held = drawn.get(item.key);
  if (held && isSame(held.stamp, item.stamp)) return held.node;
  const node = item.draw();
  drawn.set(item.key, { node, stamp: item.stamp });
  if (held) replace(held.node, node);
  return node;
}

function isSame(one, other) {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

function replace(old, node) {
  const hasFocus = old.contains(document.activeElement);
  const key = focusKey(old);
  if (old.tabIndex === 0) node.tabIndex = 0;
  old.replaceWith(node);
  if (hasFocus && !(key && focusByKey(node, key))) node.focus({ preventScroll: true });
}
