// Uses a control: asks first where the app wants that, tells the local Slack, shows a warning beside the control.

import { post, RefusedError } from "./api.js";
import { askConfirm } from "./confirm.js";
import { h } from "./dom.js";
import { heldValues } from "./held.js";
import { icon } from "./icons.js";
import { session } from "./session.js";

/** An input tells nothing until it is submitted, unless it says `dispatch_action`. */
export function tellsAtOnce({ block }) {
  return block.type !== "input" || Boolean(block.dispatch_action);
}

/** False when the person decided against it. `value` is what was chosen; buttons have none. */
export async function use(control, value) {
  if (!(await isAgreed(control))) return false;
  await tell(control, value);
  return true;
}

/** Asks the app's question, where it has one. */
export async function isAgreed({ element: { confirm } }) {
  return !confirm || askConfirm(confirm);
}

export async function tell({ surface, block, element }, value) {
  const where = { block_id: block.block_id, action_id: element.action_id };
  for (const place of places(surface.key, where)) place.querySelector(".warning")?.remove();
  try {
    const body = { user: session.person, ...surface.target, ...where, values: heldValues(surface) };
    await post("action", value === undefined ? body : { ...body, value });
  } catch (problem) {
    if (!(problem instanceof RefusedError)) throw problem;
    warn(surface.key, where, problem.message);
  }
}

/** Takes a `warning` entry of the feed. */
export function takeWarning({ user, channel, ts, view, text, ...where }) {
  if (user === session.person) warn(view ? `${user}|${view}` : `${user}|${channel}|${ts}`, where, text);
}

function warn(key, where, text) {
  for (const place of places(key, where)) {
    place.querySelector(".warning")?.remove();
    place.append(h("span", { class: "warning", role: "alert" }, icon("warning", 16), h("span", {}, text)));
  }
}

function places(key, { block_id: block, action_id: action }) {
  const found = document.querySelectorAll(
    `[data-surface="${CSS.escape(key)}"] [data-control="${CSS.escape(`${block}/${action}`)}"]`,
  );
  return [...found];
}
