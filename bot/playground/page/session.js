// Who looks at this page and where: kept for each tab of the browser, the place in the address.

import { changed, directMessage, people, store, visibleChannels } from "./store.js";

const PERSON = "local-slack.person";
const FIRST_CHANNEL = "careers";

export const session = {
  person: "",
  place: { kind: "channel", channel: "" },
  thread: null,
  isTrafficShown: false,
};

/** Begins with the person and the place of before, as far as both still exist. */
export function begin() {
  const held = sessionStorage.getItem(PERSON);
  session.person = people().some((user) => user.id === held) ? held : store.me;
  session.isTrafficShown = sessionStorage.getItem("local-slack.traffic") === "shown";
  readAddress();
}

/** Reads `#/channel/<id>/thread/<ts>` or `#/app/<tab>/thread/<ts>`; anything else is the first channel. */
export function readAddress() {
  const [, kind, name, , ts] = location.hash.split("/");
  const channels = visibleChannels(session.person);
  if (kind === "app" && ["home", "messages", "about"].includes(name)) session.place = { kind, tab: name };
  else if (kind === "channel" && channels.some((one) => one.id === name))
    session.place = { kind, channel: name };
  else session.place = { kind: "channel", channel: firstChannel(channels) };
  session.thread = ts && placeChannel() ? { channel: placeChannel(), ts } : null;
  changed();
}

function firstChannel(channels) {
  return (channels.find((channel) => channel.name === FIRST_CHANNEL) ?? channels[0])?.id ?? "";
}

/** The channel whose messages are in sight, if any are. */
export function placeChannel() {
  const { kind, tab, channel } = session.place;
  if (kind === "channel") return channel;
  return tab === "messages" ? directMessage(session.person)?.id : undefined;
}

export function goToChannel(channel) {
  const isDirect = store.channels.get(channel)?.kind === "im";
  setAddress(isDirect ? "#/app/messages" : `#/channel/${channel}`);
}

export function goToTab(tab) {
  setAddress(`#/app/${tab}`);
}

/** `isFocusWanted`: a person asked for it, and goes on writing there. */
export function openThread(channel, ts, isFocusWanted = true) {
  session.isFocusWanted = isFocusWanted;
  const base = session.place.kind === "app" ? "#/app/messages" : `#/channel/${channel}`;
  setAddress(`${base}/thread/${ts}`);
}

export function closeThread() {
  setAddress(location.hash.replace(/\/thread\/.*$/, ""));
}

function setAddress(hash) {
  if (location.hash === hash) readAddress();
  else location.hash = hash;
}

export function becomePerson(id) {
  session.person = id;
  sessionStorage.setItem(PERSON, id);
  readAddress();
}

export function showTraffic(isShown) {
  session.isTrafficShown = isShown;
  sessionStorage.setItem("local-slack.traffic", isShown ? "shown" : "hidden");
  changed();
}
