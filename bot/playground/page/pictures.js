// Images of blocks and files. Nothing is fetched from outside: such an image is named and linked instead.

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { link } from "./links.js";

/** `size` is tiny, small (an accessory) or large. */
export function picture({ image_url: url, slack_file: file, alt_text: alt }, size) {
  const source = file ? fileAddress(file) : url;
  const node = isInside(source) ? shown(source, alt, size) : outside(url, alt, size);
  node.classList.add("picture", `picture-${size}`);
  return node;
}

function shown(source, alt, size) {
  const node = h("img", { src: source, alt, loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(outside(source, alt, size)));
  return node;
}

/** A file of this workspace, named by its id or by its private address. */
function fileAddress({ id, url }) {
  return `/files/${id ?? url.split("/").findLast((part) => /^F[A-Z0-9]+$/.test(part)) ?? ""}`;
}

function isInside(source) {
  if (!source) return false;
  return source.startsWith("data:image/") || new URL(source, location.href).origin === location.origin;
}

function outside(url, alt, size) {
  const label = { class: "picture-outside", role: "img", "aria-label": alt, title: alt };
  if (size !== "large") return h("span", label, icon("info", 16));
  const words = h("span", {}, alt, " ", url && link(url, "Open the image (leaves this machine)"));
  return h("span", { class: "picture-outside" }, icon("info", 18), words);
}
