// The markdown block: headings, lists, quotes, code, tables and paragraphs.

import { h } from "./dom.js";
import { markdownInline } from "./markdown_inline.js";

const FENCE = /^ {0,3}(```+|~~~+)\s*\S*\s*$/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/;
const RULE = /^ {0,3}([-*_])(\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^(\s*)(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;
const READERS = [fence, heading, rule, quote, list, table, paragraph];

/** The nodes for a markdown text. */
export function markdown(text) {
  const rest = text.replaceAll("\r", "").split("\n");
  const nodes = [];
  while (rest.length) {
    if (rest[0].trim() === "") rest.shift();
    else nodes.push(next(rest));
  }
  return nodes;
}

/** The first reader that knows the lines at hand takes them off; a paragraph takes any. */
function next(rest) {
  return READERS.reduce((node, read) => node ?? read(rest), null);
}

function fence(rest) {
  const opened = rest[0].match(FENCE);
  if (!opened) return null;
  rest.shift();
  const lines = takeWhile(rest, (line) => !line.trim().startsWith(opened[1]));
  rest.shift();
  return h("pre", { class: "code-block" }, h("code", {}, lines.join("\n")));
}

function heading(rest) {
  const found = rest[0].match(HEADING);
  if (!found) return null;
  rest.shift();
  return h(
    "p",
    { class: `heading heading-${found[1].length}`, role: "heading", "aria-level": "3" },
    markdownInline(found[2]),
  );
}

function rule(rest) {
  if (!RULE.test(rest[0])) return null;
  rest.shift();
  return h("hr");
}

function quote(rest) {
  if (!QUOTE.test(rest[0])) return null;
  const lines = takeWhile(rest, (line) => QUOTE.test(line));
  return h("blockquote", {}, markdown(lines.map((line) => line.replace(QUOTE, "")).join("\n")));
}

function list(rest) {
  const first = rest[0].match(ITEM);
  if (!first) return null;
  const [, indent, bullet, number] = first;
  const items = [];
  while (rest.length && isItem(rest[0], indent.length, Boolean(bullet)))
    items.push(item(rest, indent.length));
  if (bullet) return h("ul", {}, items);
  return h("ol", { start: number === "1" ? null : number }, items);
}

function isItem(line, indent, isBullet) {
  const found = line.match(ITEM);
  return (
    found && found[1].length <= indent + 1 && found[1].length >= indent && Boolean(found[2]) === isBullet
  );
}

/** An item takes the deeper lines below it with it. */
function item(rest, indent) {
  const first = rest.shift().match(ITEM)[4];
  const inner = takeWhile(rest, (line) => line.trim() !== "" && line.match(/^\s*/)[0].length > indent + 1);
  if (rest[0]?.trim() === "" && rest[1]?.match(ITEM)) rest.shift();
  const depth = Math.min(...inner.map((line) => line.match(/^\s*/)[0].length), 80);
  return h("li", {}, markdownInline(first), markdown(inner.map((line) => line.slice(depth)).join("\n")));
}

function table(rest) {
  if (!(rest[0].includes("|") && rest[1] && TABLE_RULE.test(rest[1]) && rest[1].includes("-"))) return null;
  const head = cells(rest.shift());
  const aligned = cells(rest.shift()).map((cell) =>
    cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : "left",
  );
  const rows = takeWhile(rest, (line) => line.trim() !== "" && line.includes("|")).map(cells);
  const row = (tag, texts) =>
    h(
      "tr",
      {},
      head.map((_, at) =>
        h(tag, { class: `align-${aligned[at] ?? "left"}` }, markdownInline(texts[at] ?? "")),
      ),
    );
  const shown = h(
    "table",
    {},
    h("thead", {}, row("th", head)),
    h(
      "tbody",
      {},
      rows.map((texts) => row("td", texts)),
    ),
  );
  return h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" }, shown);
}

function cells(line) {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function paragraph(rest) {
  const isOther = (line) =>
    line.trim() === "" || [FENCE, HEADING, RULE, QUOTE, ITEM].some((mark) => mark.test(line));
  const lines = [rest.shift(), ...takeWhile(rest, (line) => !isOther(line))];
  return h("p", {}, markdownInline(lines.join("\n")));
}

function takeWhile(rest, fits) {
  const end = rest.findIndex((line) => !fits(line));
  return rest.splice(0, end < 0 ? rest.length : end);
}
