// Emoji by name: the few with a drawing as an icon, the others as their name, as no emoji font may be there.

import { h } from "./dom.js";
import { icon } from "./icons.js";

const DRAWN = {
  "+1": "thumbsup",
  thumbsup: "thumbsup",
  "-1": "thumbsdown",
  thumbsdown: "thumbsdown",
  white_check_mark: "check",
  heavy_check_mark: "check",
  eyes: "eye",
  smile: "smile",
  slightly_smiling_face: "smile",
  warning: "warning",
  pencil: "pencil",
  pencil2: "pencil",
  wastebasket: "trash",
  lock: "lock",
  house: "home",
  bulb: "info",
  information_source: "info",
  sunny: "sun",
  crescent_moon: "moon",
  zap: "bolt",
  x: "close",
};

/** The reactions that the page offers. */
export const REACTIONS = [
  "thumbsup",
  "thumbsdown",
  "white_check_mark",
  "eyes",
  "slightly_smiling_face",
  "zap",
];

export function emojiWords(name) {
  const words = { "+1": "thumbs up", thumbsup: "thumbs up", "-1": "thumbs down", thumbsdown: "thumbs down" };
  return words[name] ?? name.replaceAll("_", " ");
}

/** An emoji in running text. */
export function emoji(name, unicode) {
  if (DRAWN[name])
    return h("span", { class: "emoji", role: "img", "aria-label": emojiWords(name) }, icon(DRAWN[name], 18));
  const drawn = unicode
    ?.split("-")
    .map((code) => String.fromCodePoint(parseInt(code, 16)))
    .join("");
  return h("span", { class: "emoji-name", title: `:${name}:` }, drawn || `:${name}:`);
}

/** An emoji beside words that say the same. */
export function emojiMark(name) {
  return DRAWN[name] ? icon(DRAWN[name], 16) : h("span", { class: "emoji-name" }, `:${name}:`);
}
