// How people, the app and channels are named and pictured.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { store } from "./store.js";

// Each dark enough for white letters on it (WCAG AA).
const COLORS = ["#7a3e9d", "#1264a3", "#9b3a1f", "#2f6f3e", "#a3325f", "#5a5a00", "#3b5bb5", "#7d4f12"];

export function userName(id) {
  const user = store.users.get(id);
  return user ? user.real_name || user.name : id;
}

export function authorName(message) {
  return message.username || userName(message.user);
}

export function isApp(id) {
  return id === store.app.bot_user;
}

/** What is typed after @ so that the server knows the person: without spaces. */
export function handle(user) {
  return /^[\w.-]+$/.test(user.real_name) ? user.real_name : user.name;
}

export function channelName(id) {
  const channel = store.channels.get(id);
  if (!channel) return id;
  return channel.kind === "im" ? store.app.name : channel.name;
}

export function channelIcon(channel, size = 18) {
  return icon(channel.kind === "group" ? "lock" : "hash", size);
}

/** Initials on a colour, written by the style sheet: decoration, as the name always stands beside it. */
export function avatar(id, size = "medium") {
  const node = h("span", {
    class: `avatar avatar-${size}`,
    "aria-hidden": "true",
    data: { initials: initials(userName(id)) },
  });
  node.style.backgroundColor =
    (isApp(id) && darkEnough(store.app.color)) || COLORS[number(id) % COLORS.length];
  return node;
}

function initials(name) {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const capitals = words.length === 1 && words[0].match(/[A-Z]/g);
  const letters = capitals?.length > 1 ? capitals : words.map((word) => word[0]);
  return letters.slice(0, 2).join("").toUpperCase() || "?";
}

function number(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);
}

/** The app's own colour, where white letters can be read on it. */
function darkEnough(color) {
  if (!/^#[0-9a-f]{6}$/i.test(color ?? "")) return null;
  const channels = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 4.5 ? color : null;
}
