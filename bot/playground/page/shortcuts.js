// The app's global shortcuts and slash commands, as a menu.

import { post } from "./api.js";
import { icon } from "./icons.js";
import { checkShortcut } from "./message_tools.js";
import { reportProblem } from "./notices.js";
import { session } from "./session.js";
import { store } from "./store.js";

/** `useCommand(command)` puts a command where it can be completed and sent. */
export function shortcutItems(useCommand) {
  const { shortcuts, commands, name } = store.app;
  const global = shortcuts.filter((one) => one.type === "global").map(shortcutItem);
  const typed = commands.map(({ command, description }) => ({
    label: command,
    description,
    icon: icon("slash", 16),
    run: () => useCommand(command),
  }));
  const none = {
    label: "Nothing here",
    description: `${name} has no shortcuts and no commands.`,
    run: () => {},
  };
  const groups = [
    ...(global.length ? ["Shortcuts", ...global] : []),
    ...(typed.length ? ["Commands", ...typed] : []),
  ];
  return groups.length ? groups : [none];
}

function shortcutItem({ name, description, callback_id: callback }) {
  const run = () =>
    post("shortcut", { user: session.person, callback_id: callback }).then(checkShortcut, reportProblem);
  return { label: name, description, icon: icon("bolt", 16), run };
}
