// Links and mentions in text: where they may lead, and how they look.

import { h } from "./dom.js";
import { channelName, userName } from "./people.js";
import { goToChannel, session } from "./session.js";
import { store } from "./store.js";

const SAFE = /^(https?:\/\/|mailto:|tel:|slack:)/i;

/** A link to a safe address; the words alone for any other. */
export function link(url, ...words) {
  const shown = words.length ? words : [url.replace(/^(mailto|tel):/, "")];
  if (!SAFE.test(url)) return h("span", { title: url }, ...shown);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...shown);
}

/** Plain text, its addresses made into links. */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}']/g)) {
    parts.push(text.slice(end, found.index), link(found[0]));
    end = found.index + found[0].length;
  }
  return [...parts, text.slice(end)].filter((part) => part !== "");
}

export function userMention(id) {
  const own = id === session.person ? " mention-me" : "";
  return h("span", { class: `mention${own}` }, `@${userName(id)}`);
}

export function channelMention(id, label) {
  const channel = store.channels.get(id);
  if (!channel) return h("span", { class: "mention" }, `#${label || id}`);
  const open = (event) => {
    event.preventDefault();
    goToChannel(id);
  };
  return h("a", { class: "mention", href: `#/channel/${id}`, on: { click: open } }, `#${channelName(id)}`);
}

export function groupMention(name) {
  return h("span", { class: "mention mention-me" }, `@${name}`);
}
