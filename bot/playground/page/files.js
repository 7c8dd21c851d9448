// Files below a message: images are shown, others are offered for download.

import { h } from "./dom.js";
import { icon } from "./icons.js";

export function fileList(files) {
  return h(
    "div",
    { class: "files" },
    files.map((file) => (file.mimetype?.startsWith("image/") ? imageFile(file) : otherFile(file))),
  );
}

function imageFile(file) {
  const caption = h("figcaption", {}, file.title || file.name);
  const image = h("img", {
    class: "picture picture-large",
    src: `/files/${file.id}`,
    alt: file.alt_txt || file.title || file.name,
  });
  return h("figure", { class: "file-image" }, caption, image);
}

function otherFile(file) {
  const words = h(
    "span",
    { class: "file-words" },
    h("span", { class: "file-name" }, file.title || file.name),
    h("span", { class: "file-about" }, about(file)),
  );
  return h(
    "a",
    { class: "file-card", href: `/files/${file.id}`, download: file.name },
    icon("file", 24),
    words,
    icon("download", 18),
  );
}

function about({ filetype, mimetype, size }) {
  const kind = (filetype || mimetype || "file").toUpperCase();
  return size > 1024 ? `${kind}, ${Math.round(size / 1024)} kB` : `${kind}, ${size ?? 0} bytes`;
}
