// The About tab: what the app says of itself, its commands and shortcuts.

import { h } from "./dom.js";
import { avatar } from "./people.js";
import { store } from "./store.js";

export function appAbout() {
  const { name, description, long_description: long, commands, shortcuts, bot_user: user } = store.app;
  const kind = { global: "Shortcut", message: "Message shortcut" };
  return h(
    "div",
    { class: "about" },
    avatar(user, "large"),
    h("h2", {}, name),
    description && h("p", {}, description),
    long && h("p", { class: "text" }, long),
    commands.length > 0 &&
      list(
        "Commands",
        commands.map((one) => [`${one.command} ${one.usage_hint}`.trim(), one.description]),
      ),
    shortcuts.length > 0 &&
      list(
        "Shortcuts",
        shortcuts.map((one) => [one.name, `${kind[one.type]}. ${one.description}`]),
      ),
  );
}

function list(title, rows) {
  return [
    h("h3", {}, title),
    h(
      "dl",
      {},
      rows.map(([name, about]) => [h("dt", {}, name), h("dd", {}, about)]),
    ),
  ];
}
