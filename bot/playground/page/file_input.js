// The file_input element: files are uploaded when chosen, and their ids are submitted.

import { tellsAtOnce, use } from "./act.js";
import { RefusedError } from "./api.js";
import { h } from "./dom.js";
import { fieldProps } from "./field.js";
import { heldValue, hold } from "./held.js";
import { store } from "./store.js";
import { upload } from "./uploads.js";

export function fileInput(control) {
  const { filetypes, max_files: most = 10 } = control.element;
  const accept = filetypes?.map((type) => `.${type.replace(/^\./, "")}`).join(",");
  const node = h("input", {
    type: "file",
    class: "field",
    multiple: most > 1,
    accept,
    ...fieldProps(control, "Files"),
  });
  const list = h("ul", { class: "file-names" });
  const show = (problem) => {
    const names = (heldValue(control) ?? []).map((id) => h("li", {}, store.files.get(id)?.name ?? id));
    list.replaceChildren(...names, ...(problem ? [h("li", { class: "error", role: "alert" }, problem)] : []));
  };
  node.addEventListener("change", () =>
    take(control, [...node.files].slice(0, most)).then(
      () => show(),
      (problem) => show(explained(problem)),
    ),
  );
  show();
  return h("div", {}, node, list);
}

async function take(control, files) {
  const made = await Promise.all(files.map(upload));
  for (const file of made) store.files.set(file.id, file);
  hold(
    control,
    made.map((file) => file.id),
  );
  if (tellsAtOnce(control)) await use(control, heldValue(control));
}

function explained(problem) {
  if (problem instanceof RefusedError) return problem.message;
  throw problem;
}
