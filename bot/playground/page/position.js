// Places what pops up: below what opened it, or above where there is no room.

const GAP = 4;
const EDGE = 8;

/** `node` is shown in the top layer; it gets at least the width of `anchor` with `isWide`. */
export function placeAt(node, anchor, isWide = false) {
  const box = anchor.getBoundingClientRect();
  if (isWide) node.style.width = `${box.width}px`;
  const below = innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const isBelow = below >= Math.min(node.scrollHeight, 240) || below >= above;
  node.style.maxHeight = `${Math.max(120, Math.min(isBelow ? below : above, 360))}px`;
  const size = node.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - size.width - EDGE);
  node.style.left = `${Math.max(EDGE, left)}px`;
  node.style.top = `${isBelow ? box.bottom + GAP : Math.max(EDGE, box.top - GAP - size.height)}px`;
}
