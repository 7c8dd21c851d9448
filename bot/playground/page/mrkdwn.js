// Slack's own markup in text: emphasis, code, quotes, links, mentions, dates.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelMention, groupMention, link, linked, userMention } from "./links.js";
import { formatDate } from "./time.js";

const INLINE = new RegExp(
  [
    "<([^<>\\n]+)>",
    "`([^`\\n]+)`",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]*?\\S)\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)([^_\\n]*?\\S)_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)([^~\\n]*?\\S)~(?![\\w~])",
    ":([a-z0-9_+'-]*[a-z_+'-][a-z0-9_+'-]*|[+-]1):",
  ].join("|"),
  "g",
);
const QUOTE = /^(?:&gt;|>) ?/;

export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** The nodes for a mrkdwn text. */
export function mrkdwn(text) {
  return text.split(/```([\s\S]+?)```/).flatMap((part, at) => (at % 2 ? [codeBlock(part)] : lines(part)));
}

/** The nodes for a plain_text: only emoji names are markup in it. */
export function plainText({ text, emoji: hasEmoji }) {
  if (hasEmoji === false) return [text];
  return text
    .split(/(:[a-z0-9_+'-]*[a-z_+'-][a-z0-9_+'-]*:)/)
    .map((part, at) => (at % 2 ? emoji(part.slice(1, -1)) : part));
}

/** A text object of either type. */
export function textObject(text) {
  return text.type === "mrkdwn" ? mrkdwn(text.text) : plainText(text);
}

/** Only the words, for labels and for what is read out. */
export function words(text) {
  const named = text.replace(/<([^<>]+)>/g, (whole, inside) =>
    bracketed(inside).textContent.replace(/[<>&]/g, ""),
  );
  return unescape(named.replace(/[*_~`]/g, "")).trim();
}

function codeBlock(text) {
  return h("pre", { class: "code-block" }, unescape(text.replace(/^\n|\n$/g, "")));
}

/** Lines that begin with > stand together in a quote. */
function lines(text) {
  const parts = [];
  let held = { isQuote: false, lines: [] };
  for (const line of text.split("\n")) {
    const isQuote = QUOTE.test(line);
    if (isQuote !== held.isQuote) {
      parts.push(held);
      held = { isQuote, lines: [] };
    }
    held.lines.push(line.replace(QUOTE, ""));
  }
  const filled = [...parts, held].filter((part) => part.lines.length);
  return filled.flatMap((part) =>
    part.isQuote ? [h("blockquote", {}, inline(part.lines.join("\n")))] : inline(part.lines.join("\n")),
  );
}

function inline(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(INLINE)) {
    nodes.push(...linked(unescape(text.slice(end, found.index))), marked(found));
    end = found.index + found[0].length;
  }
  return [...nodes, ...linked(unescape(text.slice(end)))];
}

function marked([, angle, code, bold, italic, struck, name]) {
  if (angle !== undefined) return bracketed(angle);
  if (code !== undefined) return h("code", {}, unescape(code));
  if (bold !== undefined) return h("b", {}, inline(bold));
  if (italic !== undefined) return h("i", {}, inline(italic));
  if (struck !== undefined) return h("s", {}, inline(struck));
  return emoji(name);
}

/** What stands in angle brackets: a mention, a date or a link. */
export function bracketed(inside) {
  const [target, label = ""] = split(inside);
  if (target.startsWith("@")) return userMention(target.slice(1));
  if (target.startsWith("#")) return channelMention(target.slice(1), unescape(label));
  if (target.startsWith("!date^")) return date(target, unescape(label));
  if (target.startsWith("!subteam^"))
    return groupMention(unescape(label).replace(/^@/, "") || target.slice(9));
  if (target.startsWith("!")) return groupMention(target.slice(1));
  return label ? link(unescape(target), unescape(label)) : link(unescape(target));
}

function split(inside) {
  const at = inside.indexOf("|");
  return at < 0 ? [inside] : [inside.slice(0, at), inside.slice(at + 1)];
}

function date(target, fallback) {
  const [, seconds, format, url] = target.split("^");
  const shown = /^\d+$/.test(seconds) && format ? formatDate(seconds, format) : fallback;
  return url ? link(url, shown) : h("span", { title: fallback }, shown);
}
