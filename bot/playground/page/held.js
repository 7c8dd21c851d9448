// What is entered and chosen in the controls of messages and views, kept over updates and a reload of the page.

import { session } from "./session.js";
import { store } from "./store.js";

const KEY = "local-slack.held";
let surfaces = {};

export function readHeld() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  surfaces = kept.run === store.run ? kept.surfaces : {};
}

function keep() {
  sessionStorage.setItem(KEY, JSON.stringify({ run: store.run, surfaces }));
}

export function forgetHeld() {
  surfaces = {};
  keep();
}

/** A message, as the place that controls stand in; two people do not share what they entered. */
export function messageSurface(message) {
  const key = `${session.person}|${message.channel}|${message.ts}`;
  return {
    key,
    kind: "message",
    target: { channel: message.channel, ts: message.ts },
    channel: message.channel,
  };
}

export function viewSurface(view) {
  return { key: `${session.person}|${view.id}`, kind: view.body.type, target: { view: view.id } };
}

/** What this control holds; `undefined` when nobody touched it. */
export function heldValue(control) {
  return surfaces[control.surface.key]?.[control.block.block_id]?.[control.element.action_id];
}

/** `null` says that it was emptied. */
export function hold(control, value) {
  const blocks = (surfaces[control.surface.key] ??= {});
  (blocks[control.block.block_id] ??= {})[control.element.action_id] = value;
  keep();
}

export function letGo(control) {
  delete surfaces[control.surface.key]?.[control.block.block_id]?.[control.element.action_id];
  keep();
}

/** All that is entered here, as the local Slack takes it: `{block_id: {action_id: value}}`. */
export function heldValues(surface) {
  return surfaces[surface.key] ?? {};
}

export function forgetSurface(surface) {
  delete surfaces[surface.key];
  keep();
}
