// The selects: static, external, users, channels, conversations; one or several.

import { post } from "./api.js";
import { tellsAtOnce, use } from "./act.js";
import { Combobox } from "./combobox.js";
import { fieldProps } from "./field.js";
import { heldValue, hold, letGo } from "./held.js";
import { unescape } from "./mrkdwn.js";
import { narrowed } from "./options.js";
import { avatar, channelIcon, userName } from "./people.js";
import { placeChannel, session } from "./session.js";
import { people, store, visibleChannels } from "./store.js";

const PAUSE = 250;
// Slack asks for three letters unless the app says otherwise.
const LETTERS = 3;
const SOURCES = { static: fixed, external, users, channels, conversations };
const INITIAL = { users: "user", channels: "channel", conversations: "conversation" };

export function selectElement(control) {
  const { element, block, isRequired } = control;
  const [, many, kind] = element.type.match(/^(multi_)?(\w+?)_select$/);
  const source = SOURCES[kind](control);
  const isMany = Boolean(many);
  const placeholder = element.placeholder?.text ?? (isMany ? "Select options" : "Select an option");
  const box = new Combobox({
    load: source.load,
    chosen: chosenItems(control, kind, source),
    isMany,
    most: element.max_selected_items,
    canClear: block.type === "input" && !isRequired,
    placeholder,
    field: fieldProps(control, placeholder),
    onChange: (items) => changed(control, source, isMany, items),
    onClose: (items) => tellsAtOnce(control) && use(control, items.map(source.valueOf)),
  });
  return box.node;
}

async function changed(control, source, isMany, items) {
  const before = heldValue(control);
  hold(control, isMany ? items.map(source.valueOf) : items.length ? source.valueOf(items[0]) : null);
  if (isMany || !tellsAtOnce(control)) return true;
  const isDone = await use(control, heldValue(control));
  if (!isDone) before === undefined ? letGo(control) : hold(control, before);
  return isDone;
}

function chosenItems(control, kind, source) {
  const held = heldValue(control);
  const given = held === undefined ? initial(control.element, INITIAL[kind] ?? "option") : held;
  return [given ?? []].flat().map(source.itemOf).filter(Boolean);
}

function initial(element, name) {
  return element[`initial_${name}s`] ?? element[`initial_${name}`];
}

function optionItem(option) {
  return {
    value: option.value,
    label: unescape(option.text.text),
    description: option.description && unescape(option.description.text),
    option,
  };
}

function fixed({ element }) {
  const groups = (element.option_groups ?? [element]).map(({ label, options }) => ({
    label: label?.text,
    items: options.map(optionItem),
  }));
  const all = groups.flatMap((group) => group.items);
  return {
    load: (query) => narrowed(groups, query),
    itemOf: (given) => all.find((item) => item.value === (given.value ?? given)),
    valueOf: (item) => item.value,
  };
}

/** The app names the options; they are handed back as a whole, as only it knows them. */
function external({ surface, block, element }) {
  const where = { ...surface.target, block_id: block.block_id, action_id: element.action_id };
  const ask = async (query) => {
    if (query.length < (element.min_query_length ?? LETTERS)) return [];
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    const found = await post("suggest", { user: session.person, ...where, query });
    const groups = found.option_groups.length ? found.option_groups : [{ options: found.options }];
    return groups.map(({ label, options }) => ({ label: label?.text, items: options.map(optionItem) }));
  };
  return { load: (query) => ask(query).catch(() => []), itemOf: optionItem, valueOf: (item) => item.option };
}

function named(itemOf, ids) {
  return {
    load: (query) => narrowed([{ items: ids().map(itemOf) }], query),
    itemOf,
    valueOf: (item) => item.value,
  };
}

function users() {
  const itemOf = (id) => ({ value: id, label: userName(id), icon: () => avatar(id, "small") });
  return named(itemOf, () => [...people().map((user) => user.id), store.app.bot_user]);
}

function channelItem(id) {
  const channel = store.channels.get(id);
  const label = channel?.kind === "im" ? store.app.name : (channel?.name ?? id);
  return {
    value: id,
    label,
    icon: () => (channel?.kind === "im" ? avatar(store.app.bot_user, "small") : channelIcon(channel ?? {})),
  };
}

function channels() {
  return named(channelItem, () =>
    visibleChannels(session.person)
      .filter((one) => one.kind === "channel")
      .map((one) => one.id),
  );
}

const KINDS = { public: "channel", private: "group", im: "im", mpim: "mpim" };

function conversations(control) {
  const { element } = control;
  const wanted = element.filter?.include?.map((kind) => KINDS[kind]);
  const own = (channel) => (channel.kind === "im" ? channel.im === session.person : true);
  const all = () => [
    ...visibleChannels(session.person),
    ...[...store.channels.values()].filter((one) => one.kind === "im"),
  ];
  const source = named(channelItem, () =>
    all()
      .filter((one) => own(one) && (!wanted || wanted.includes(one.kind)))
      .map((one) => one.id),
  );
  if (element.default_to_current_conversation && placeChannel() && heldValue(control) === undefined)
    hold(control, placeChannel());
  return source;
}
