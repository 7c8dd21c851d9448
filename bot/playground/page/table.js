// The table and data_table blocks.

import { h } from "./dom.js";
import { richText } from "./rich_text.js";

/** The first row is the head, as in Slack. */
export function table({ rows, column_settings: columns = [] }) {
  const classes = (at) => {
    const { align = "left", is_wrapped: isWrapped = false } = columns[at] ?? {};
    return `align-${align}${isWrapped ? " wrapped" : ""}`;
  };
  return scroll(
    "Table",
    grid(rows, classes, () => false),
  );
}

/** All rows are shown, without Slack's pages. */
export function dataTable({ rows, caption, row_header_column_index: named }) {
  const shown = grid(
    rows,
    (at) => (rows[1]?.[at]?.type === "raw_number" ? "align-right" : "align-left"),
    (at) => at === named,
  );
  shown.prepend(h("caption", {}, caption));
  return scroll(caption, shown);
}

function grid([head, ...rows], classes, isNaming) {
  const headCells = head.map((cell, at) => h("th", { scope: "col", class: classes(at) }, content(cell)));
  const row = (cells) =>
    cells.map((cell, at) => {
      const props = { class: classes(at), scope: isNaming(at) ? "row" : null };
      return h(isNaming(at) ? "th" : "td", props, content(cell));
    });
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, headCells)),
    h(
      "tbody",
      {},
      rows.map((cells) => h("tr", {}, row(cells))),
    ),
  );
}

function content(cell) {
  if (cell.type === "rich_text") return richText(cell);
  return String(cell.text ?? cell.value ?? "");
}

/** Can be scrolled with the keyboard too. */
function scroll(label, shown) {
  const box = h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": label }, shown);
  return h("div", {}, box);
}
