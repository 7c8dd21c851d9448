// Attachments, Slack's older way to add coloured notes below a message.

import { drawBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { messageSurface } from "./held.js";
import { link } from "./links.js";
import { mrkdwn } from "./mrkdwn.js";

const NAMED = { good: "#2eb67d", warning: "#e8a317", danger: "#e01e5a" };

export function attachments(message) {
  return (message.attachments ?? []).map((one) => attachment(one, message));
}

function attachment(one, message) {
  const text = (words, name) => words && h("div", { class: name }, mrkdwn(words));
  const title =
    one.title &&
    h("div", { class: "attachment-title" }, one.title_link ? link(one.title_link, one.title) : one.title);
  const fields =
    one.fields?.length > 0 &&
    h(
      "div",
      { class: "fields" },
      one.fields.map((field) =>
        h("div", {}, h("b", {}, field.title), h("div", {}, mrkdwn(field.value ?? ""))),
      ),
    );
  const body =
    one.blocks?.length > 0
      ? drawBlocks(one.blocks, messageSurface(message))
      : [
          text(one.author_name, "attachment-small"),
          title,
          text(one.text ?? (one.title ? "" : one.fallback), "text"),
          fields,
          text(one.footer, "attachment-small"),
        ];
  const node = h(
    "div",
    { class: "attachment" },
    text(one.pretext, "text"),
    h("div", { class: "attachment-body" }, body),
  );
  const color =
    NAMED[one.color] ?? (/^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : "");
  node.querySelector(".attachment-body").style.borderInlineStartColor = color;
  return node;
}
