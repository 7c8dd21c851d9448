// Stands in for what this page does not draw, and says what it is.

import { h } from "./dom.js";
import { icon } from "./icons.js";

/** `what` is "block" or "element"; its content can be unfolded. */
export function placeholder(thing, what) {
  const title = h("span", {}, h("code", {}, thing.type), ` ${what}. Slack draws it, this page does not.`);
  const content = h(
    "pre",
    { class: "json", role: "group", tabindex: "0", "aria-label": `Content of the ${thing.type} ${what}` },
    JSON.stringify(thing, null, 2),
  );
  return h("details", { class: "placeholder" }, h("summary", {}, icon("info", 18), title), content);
}
