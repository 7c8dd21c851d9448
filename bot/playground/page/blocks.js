// Draws the blocks of a message or a view, each by its type.

import { alert, context, divider, header, image, markdownBlock, section } from "./text_blocks.js";
import { actionsBlock, contextActions } from "./action_blocks.js";
import { h } from "./dom.js";
import { inputBlock } from "./input_block.js";
import { placeholder } from "./placeholder.js";
import { richText } from "./rich_text.js";
import { dataTable, table } from "./table.js";

const DRAW = {
  actions: actionsBlock,
  alert,
  context,
  context_actions: contextActions,
  data_table: dataTable,
  divider,
  header,
  image,
  input: inputBlock,
  markdown: markdownBlock,
  rich_text: richText,
  section,
  table,
};

/** `errors` are the sentences below inputs, by block_id. */
export function drawBlocks(blocks, surface, errors = {}) {
  return h(
    "div",
    { class: "blocks", data: { surface: surface.key } },
    blocks.map((block) => drawBlock(block, surface, errors)),
  );
}

function drawBlock(block, surface, errors) {
  const draw = DRAW[block.type];
  const drawn = draw ? draw(block, surface, errors) : placeholder(block, "block");
  drawn.classList.add("block", `block-${block.type}`);
  return drawn;
}
