// What stands inside a line of markdown: emphasis, code, links, mentions.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { link, linked } from "./links.js";
import { bracketed, unescape } from "./mrkdwn.js";

const INLINE = new RegExp(
  [
    "\\\\([!-/:-@[-`{-~])",
    "(`+)([\\s\\S]*?[^`])\\2(?!`)",
    "(!?)\\[([^\\]\\n]*)\\]\\(\\s*<?([^\\s)>]+)>?(?:\\s+[\"'][^)]*[\"'])?\\s*\\)",
    "<((?:https?:|mailto:|[@#!])[^<>\\n]+)>",
    "\\*\\*\\*(?=\\S)([\\s\\S]*?\\S)\\*\\*\\*",
    "\\*\\*(?=\\S)([\\s\\S]*?\\S)\\*\\*(?!\\*)",
    "(?<!\\w)__(?=\\S)([\\s\\S]*?\\S)__(?!\\w)",
    "\\*(?=\\S)([^*]*?[^*\\s])\\*(?!\\*)",
    "(?<!\\w)_(?=\\S)([^_]*?[^_\\s])_(?!\\w)",
    "~~(?=\\S)([\\s\\S]*?\\S)~~",
    ":([a-z0-9_+'-]*[a-z_+'-][a-z0-9_+'-]*):",
  ].join("|"),
  "g",
);

/** The nodes for text inside a paragraph, an item or a cell. */
export function markdownInline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(...linked(unescape(text.slice(end, found.index))), marked(found));
    end = found.index + found[0].length;
  }
  return [...nodes, ...linked(unescape(text.slice(end)))];
}

function marked(found) {
  const [
    whole,
    escaped,
    ,
    code,
    image,
    label,
    url,
    angle,
    both,
    strong,
    underscored,
    stressed,
    slanted,
    struck,
    name,
  ] = found;
  if (escaped !== undefined) return escaped;
  if (code !== undefined) return h("code", {}, code.replace(/^ (.*) $/, "$1"));
  if (url !== undefined) return image ? link(url, label || url) : link(url, ...markdownInline(label));
  if (angle !== undefined) return bracketed(angle);
  if (both !== undefined) return h("b", {}, h("i", {}, markdownInline(both)));
  if (strong !== undefined || underscored !== undefined)
    return h("b", {}, markdownInline(strong ?? underscored));
  if (stressed !== undefined || slanted !== undefined) return h("i", {}, markdownInline(stressed ?? slanted));
  if (struck !== undefined) return h("s", {}, markdownInline(struck));
  return name === undefined ? whole : emoji(name);
}
