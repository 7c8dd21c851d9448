// The rows of a list of options, in groups where there are any.

import { h, uid } from "./dom.js";
import { icon } from "./icons.js";

/** Fills `list`; gives the rows that can be chosen as `{node, item}`. */
export function drawOptions(list, groups, chosen, pick) {
  const rows = [];
  const filled = groups.filter((group) => group.items.length);
  list.replaceChildren(...filled.map((group) => drawGroup(group, chosen, pick, rows)));
  if (!rows.length)
    list.append(
      h(
        "div",
        { class: "option none", role: "option", "aria-disabled": "true", "aria-selected": "false" },
        "Nothing found",
      ),
    );
  return rows;
}

function drawGroup({ label, items }, chosen, pick, rows) {
  const drawn = items.map((item) => drawOption(item, chosen, pick, rows));
  if (!label) return h("div", { role: "presentation" }, drawn);
  return h(
    "div",
    { role: "group", "aria-label": label },
    h("div", { class: "group-label", "aria-hidden": "true" }, label),
    drawn,
  );
}

function drawOption(item, chosen, pick, rows) {
  const isChosen = chosen.some((one) => one.value === item.value);
  const words = h(
    "span",
    { class: "option-words" },
    h("span", {}, item.label),
    item.description && h("span", { class: "option-description" }, item.description),
  );
  const props = { class: "option", role: "option", id: uid("option"), "aria-selected": String(isChosen) };
  const node = h("div", props, item.icon?.(), words, isChosen && icon("check", 16));
  node.addEventListener("click", () => pick(item));
  rows.push({ node, item });
  return node;
}

/** Groups narrowed to the items that have the words typed. */
export function narrowed(groups, query) {
  const wanted = query.trim().toLowerCase();
  const fits = (item) => `${item.label} ${item.description ?? ""}`.toLowerCase().includes(wanted);
  return groups.map((group) => ({ ...group, items: group.items.filter(fits) }));
}
