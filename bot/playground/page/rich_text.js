// The rich_text block: sections, lists, quotes and code with links, mentions and dates.

import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { channelMention, groupMention, link, linked, userMention } from "./links.js";
import { formatDate } from "./time.js";

const BULLETS = ["disc", "circle", "square"];
const NUMBERS = ["decimal", "lower-alpha", "lower-roman"];

export function richText(block) {
  return h("div", { class: "rich-text" }, block.elements.map(part));
}

function part(element) {
  if (element.type === "rich_text_list") return richList(element);
  if (element.type === "rich_text_preformatted")
    return h(
      "pre",
      { class: "code-block" },
      element.elements.map((one) => one.text ?? one.url ?? ""),
    );
  if (element.type === "rich_text_quote") return h("blockquote", {}, element.elements.map(inline));
  return h("div", { class: "rich-section" }, element.elements.map(inline));
}

/** Lists of a deeper level are lists of their own, moved to the right. */
function richList({ elements, style, indent = 0, offset = 0, border }) {
  const isOrdered = style === "ordered";
  const items = elements.map((one) => h("li", {}, one.elements.map(inline)));
  const props = { class: border ? "rich-list bordered" : "rich-list", start: isOrdered ? offset + 1 : null };
  const node = h(isOrdered ? "ol" : "ul", props, items);
  node.style.listStyleType = (isOrdered ? NUMBERS : BULLETS)[indent % 3];
  node.style.marginInlineStart = `${indent * 28}px`;
  return node;
}

const DRAW = {
  text: (one) => linked(one.text),
  link: (one) => link(one.url, ...(one.text ? [one.text] : [])),
  emoji: (one) => emoji(one.name, one.unicode),
  user: (one) => userMention(one.user_id),
  usergroup: (one) => groupMention(one.usergroup_id),
  channel: (one) => channelMention(one.channel_id),
  broadcast: (one) => groupMention(one.range),
  color: (one) => swatch(one.value),
  date: (one) => date(one),
};

function inline(one) {
  const drawn = DRAW[one.type]?.(one) ?? `[${one.type}]`;
  return styled(drawn, one.style ?? {});
}

function styled(drawn, style) {
  const tags = [
    ["code", "code"],
    ["bold", "b"],
    ["italic", "i"],
    ["strike", "s"],
    ["underline", "u"],
  ];
  return tags.reduce((inner, [name, tag]) => (style[name] ? h(tag, {}, inner) : inner), drawn);
}

function swatch(value) {
  const color = h("span", { class: "swatch", "aria-hidden": "true" });
  color.style.backgroundColor = value;
  return h("span", {}, value, color);
}

function date({ timestamp, format, url, fallback }) {
  const shown = formatDate(timestamp, format);
  return url ? link(url, shown) : h("span", { title: fallback }, shown);
}

/** The words of a block, for what is read out. */
export function richWords(block) {
  const read = (one) => one.elements?.map(read).join(" ") ?? one.text ?? one.url ?? one.name ?? "";
  return block.elements.map(read).join(" ");
}
