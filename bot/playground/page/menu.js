// Menus that open at a button: arrow keys move, Escape closes and the focus goes back.

import { button, h } from "./dom.js";
import { placeAt } from "./position.js";

/** `items`: `{label, description, icon, isDanger, isChecked, run}`; a string is a heading. */
export function openMenu(opener, items, label = opener.getAttribute("aria-label") ?? opener.textContent) {
  const menu = h("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label });
  menu.append(
    ...items.map((item) =>
      typeof item === "string"
        ? h("div", { class: "menu-heading", role: "presentation" }, item)
        : row(item, menu),
    ),
  );
  menu.addEventListener("keydown", (event) => move(event, menu));
  menu.addEventListener("toggle", ({ newState }) => newState === "closed" && close(menu, opener));
  opener.after(menu);
  opener.setAttribute("aria-expanded", "true");
  menu.showPopover();
  placeAt(menu, opener);
  menu.querySelector("[role^=menuitem]")?.focus();
}

function row(item, menu) {
  const isChoice = item.isChecked !== undefined;
  const props = {
    class: item.isDanger ? "menu-item danger" : "menu-item",
    role: isChoice ? "menuitemradio" : "menuitem",
    "aria-checked": isChoice ? String(item.isChecked) : null,
    tabindex: "-1",
  };
  const words = h(
    "span",
    { class: "menu-words" },
    h("span", {}, item.label),
    item.description && h("span", { class: "menu-description" }, item.description),
  );
  const node = button(props, item.icon && h("span", { class: "menu-icon" }, item.icon), words);
  node.addEventListener("click", () => {
    menu.hidePopover();
    item.run();
  });
  return node;
}

function move(event, menu) {
  const rows = [...menu.querySelectorAll("[role^=menuitem]")];
  const at = rows.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + rows.length, Home: 0, End: rows.length - 1 };
  if (event.key === "Tab") menu.hidePopover();
  if (!(event.key in steps)) return;
  event.preventDefault();
  event.stopPropagation();
  rows[steps[event.key] % rows.length].focus();
}

function close(menu, opener) {
  const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
  opener.setAttribute("aria-expanded", "false");
  menu.remove();
  if (hadFocus) opener.focus();
}
