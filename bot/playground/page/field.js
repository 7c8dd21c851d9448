// What ties a field to its label, hint and error, the same for every type of field.

/** `name` is the label where the field stands in no input block. */
export function fieldProps({ ids, block, element, label, describedBy, isInvalid, isRequired }, name) {
  const data = {
    focus: `${block.block_id}/${element.action_id}/`,
    first: element.focus_on_load ? "yes" : "",
  };
  const state = {
    "aria-describedby": describedBy,
    "aria-invalid": isInvalid ? "true" : null,
    "aria-required": isRequired ? "true" : null,
    data,
  };
  return ids ? { ...state, id: ids.control } : { ...state, "aria-label": name || label || element.action_id };
}
