// A field to choose one or several from a list that narrows while typing, usable with the keyboard alone.

import { h, iconButton, uid } from "./dom.js";
import { icon } from "./icons.js";
import { drawOptions } from "./options.js";
import { placeAt } from "./position.js";

/**
 * `load(query)` gives groups `{label, items}` of items `{value, label, description}`, or a promise of them.
 * `onChange(items)` is called at every choice, `onClose(items)` when a list of several closes changed.
 * False from `onChange` takes the choice back.
 */
export class Combobox {
  constructor({
    load,
    chosen = [],
    isMany = false,
    most = Infinity,
    canClear = false,
    placeholder = "",
    field,
    onChange,
    onClose = () => {},
  }) {
    Object.assign(this, { load, chosen, isMany, most, canClear, placeholder, onChange, onClose });
    Object.assign(this, { rows: [], active: -1, isOpen: false, isChanged: false, asked: 0 });
    this.list = h("div", {
      class: "listbox",
      role: "listbox",
      popover: "manual",
      id: uid("list"),
      "aria-multiselectable": isMany ? "true" : null,
    });
    const about = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    };
    this.input = h("input", { type: "text", class: "combobox-input", ...about, ...field });
    this.list.setAttribute("aria-label", field["aria-label"] ?? placeholder ?? "Options");
    this.chips = h("span", { class: "chips" });
    this.node = h("div", { class: "combobox" }, this.chips, this.input, icon("down", 16), this.list);
    this.listen();
    this.show();
  }

  listen() {
    this.input.addEventListener("click", () => this.isOpen || this.open(""));
    this.input.addEventListener("input", () => this.open(this.input.value));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.node.addEventListener(
      "focusout",
      ({ relatedTarget }) => this.node.contains(relatedTarget) || this.close(),
    );
    // A click into the list leaves the focus in the field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** Writes what is chosen into the field, or as chips before it. */
  show() {
    this.input.value = this.isMany ? "" : (this.chosen[0]?.label ?? "");
    this.input.placeholder = this.isMany && this.chosen.length ? "" : this.placeholder;
    const chip = (item) =>
      h(
        "span",
        { class: "chip" },
        item.label,
        iconButton(`Remove ${item.label}`, icon("close", 12), { on: { click: () => this.remove(item) } }),
      );
    const clear =
      this.canClear && this.chosen.length
        ? [iconButton("Clear", icon("close", 14), { class: "clear", on: { click: () => this.choose(null) } })]
        : [];
    this.chips.replaceChildren(...(this.isMany ? this.chosen.map(chip) : []));
    this.node.querySelector(".clear")?.remove();
    if (!this.isMany) this.input.after(...clear);
  }

  async open(query) {
    this.asked += 1;
    const mine = this.asked;
    const groups = await this.load(query);
    if (mine !== this.asked || !this.node.contains(document.activeElement)) return;
    this.rows = drawOptions(this.list, groups, this.chosen, (item) => this.pick(item));
    this.setActive(this.rows.findIndex(({ item }) => this.isChosen(item)));
    if (!this.isOpen) this.list.showPopover();
    this.isOpen = true;
    this.input.setAttribute("aria-expanded", "true");
    placeAt(this.list, this.node, true);
  }

  close() {
    this.asked += 1;
    if (!this.isMany && this.canClear && this.isOpen && this.input.value === "" && this.chosen.length)
      this.choose(null);
    if (this.isOpen) this.list.hidePopover();
    this.isOpen = false;
    this.input.setAttribute("aria-expanded", "false");
    this.setActive(-1);
    this.show();
    if (this.isChanged) this.onClose(this.chosen);
    this.isChanged = false;
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.isOpen ? this.move(step) : this.open("");
    else if (event.key === "Enter")
      this.rows[this.active] && this.isOpen && this.pick(this.rows[this.active].item);
    else if (event.key === "Escape" && this.isOpen) this.close();
    else if (event.key === "Backspace" && this.isMany && this.input.value === "" && this.chosen.length)
      return this.remove(this.chosen.at(-1));
    else return undefined;
    event.preventDefault();
    return event.stopPropagation();
  }

  move(step) {
    const count = this.rows.length;
    if (count) this.setActive((this.active + step + count + (this.active < 0 && step < 0 ? 1 : 0)) % count);
  }

  setActive(at) {
    this.rows[this.active]?.node.classList.remove("active");
    this.active = at;
    const row = this.rows[at]?.node;
    row?.classList.add("active");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  isChosen(item) {
    return this.chosen.some((one) => one.value === item.value);
  }

  pick(item) {
    if (!this.isMany) return this.choose(item);
    if (this.isChosen(item)) return this.remove(item);
    if (this.chosen.length >= this.most) return undefined;
    return this.choose(item);
  }

  async choose(item) {
    const before = this.chosen;
    this.chosen = this.isMany ? [...before, item] : item ? [item] : [];
    this.settle();
    if ((await this.onChange(this.chosen)) !== false) return;
    this.chosen = before;
    this.show();
  }

  remove(item) {
    this.chosen = this.chosen.filter((one) => one.value !== item.value);
    this.settle();
    this.onChange(this.chosen);
    this.input.focus();
  }

  /** One choice closes the list; of several the list stays open. */
  settle() {
    this.isChanged = this.isMany;
    this.show();
    if (!this.isMany) this.close();
    else if (this.isOpen) this.open("");
    else this.close();
  }
}
