// Draws the elements of blocks, each by its type, with the place for a warning beside it.

import { feedback, iconButtonElement, overflow, plainButton } from "./buttons.js";
import { checkboxes, radioButtons } from "./choices.js";
import { h } from "./dom.js";
import { fileInput } from "./file_input.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { picture } from "./pictures.js";
import { placeholder } from "./placeholder.js";
import { selectElement } from "./selects.js";
import { session } from "./session.js";
import { textInput } from "./text_inputs.js";

const DRAW = {
  button: plainButton,
  checkboxes,
  datepicker: datePicker,
  datetimepicker: dateTimePicker,
  feedback_buttons: feedback,
  file_input: fileInput,
  icon_button: iconButtonElement,
  overflow,
  radio_buttons: radioButtons,
  timepicker: timePicker,
};
const SELECT = /^(multi_)?(static|external|users|channels|conversations)_select$/;
const TYPED = /^(plain_text|email_text|url_text|number|rich_text)_input$/;

/**
 * `place` says where it stands: `surface`, `block`, and in an input block `ids`, `label`, `describedBy`,
 * `isInvalid`, `isRequired`. A control is its place and its element.
 */
export function drawElement(element, place) {
  if (element.type === "image") return picture(element, "small");
  const people = element.visible_to_user_ids;
  if (people && !people.includes(session.person)) return null;
  const control = { ...place, element };
  const where = `${place.block.block_id}/${element.action_id}`;
  return h(
    "div",
    { class: `control control-${element.type}`, data: { control: where } },
    drawerOf(element.type)(control),
  );
}

function drawerOf(type) {
  if (DRAW[type]) return DRAW[type];
  if (SELECT.test(type)) return selectElement;
  return TYPED.test(type) ? textInput : ({ element }) => placeholder(element, "element");
}
