// The narrow bar at the left: workspace, traffic, light or dark, and who one is.

import { post } from "./api.js";
import { ask } from "./confirm.js";
import { button, h, refill } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { reportProblem } from "./notices.js";
import { avatar, userName } from "./people.js";
import { becomePerson, session, showTraffic } from "./session.js";
import { know, people, store } from "./store.js";
import { currentTheme, THEMES, useTheme } from "./theme.js";

export class Rail {
  /** `onGo()` is called when something else comes into sight. */
  constructor(onGo) {
    this.tile = h("span", { class: "team-tile", "aria-hidden": "true" });
    this.traffic = railButton("Traffic", "traffic", () => {
      showTraffic(!session.isTrafficShown);
      onGo();
    });
    this.theme = railButton("Theme", currentTheme().icon, () =>
      openMenu(
        this.theme,
        themeItems(() => this.showTheme()),
      ),
    );
    this.theme.setAttribute("aria-haspopup", "menu");
    this.person = button({
      class: "person",
      "aria-haspopup": "menu",
      on: { click: () => openMenu(this.person, personItems(), "Switch person") },
    });
    this.node = h(
      "div",
      { class: "rail" },
      this.tile,
      this.traffic,
      this.theme,
      h("span", { class: "rail-space" }),
      this.person,
    );
  }

  showTheme() {
    this.theme.querySelector("svg").replaceWith(icon(currentTheme().icon));
  }

  show() {
    this.tile.textContent = store.team.name[0];
    this.traffic.setAttribute("aria-pressed", String(session.isTrafficShown));
    const label = `You are ${userName(session.person)}. Switch person`;
    if (this.person.getAttribute("aria-label") === label) return;
    this.person.setAttribute("aria-label", label);
    this.person.title = label;
    refill(this.person, avatar(session.person));
  }
}

function railButton(label, name, click) {
  return button(
    { class: "rail-button", on: { click } },
    h("span", { class: "rail-icon" }, icon(name)),
    h("span", {}, label),
  );
}

function themeItems(onUse) {
  const use = (name) => {
    useTheme(name);
    onUse();
  };
  return THEMES.map((theme) => ({
    label: theme.label,
    icon: icon(theme.icon, 16),
    isChecked: theme === currentTheme(),
    run: () => use(theme.name),
  }));
}

function personItems() {
  const person = (user) => ({
    label: user.real_name || user.name,
    icon: avatar(user.id, "small"),
    isChecked: user.id === session.person,
    run: () => becomePerson(user.id),
  });
  return [
    "You are",
    ...people().map(person),
    { label: "Add a person", icon: icon("plus", 16), run: addPerson },
  ];
}

async function addPerson() {
  const name = h("input", {
    class: "field",
    id: "new-person",
    autocomplete: "off",
    placeholder: "for example: Cleo Berg",
  });
  const body = h("div", { class: "form" }, h("label", { htmlFor: name.id }, "Name"), name);
  const given = await ask({ title: "Add a person", body, yes: "Add", read: () => name.value.trim() });
  if (!given) return;
  const short = given
    .split(/\s+/)[0]
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, "");
  post("add_user", { name: short, real_name: given }).then(({ user }) => {
    know("user", user);
    becomePerson(user.id);
  }, reportProblem);
}
