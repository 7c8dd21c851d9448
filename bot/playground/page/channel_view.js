// A channel: its name and members above, its conversation below.

import { post } from "./api.js";
import { Conversation } from "./conversation.js";
import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { openMenu } from "./menu.js";
import { reportProblem } from "./notices.js";
import { avatar, channelIcon, userName } from "./people.js";
import { session } from "./session.js";
import { store } from "./store.js";
import { channelItems } from "./timeline.js";
import { welcome } from "./welcome.js";

export class ChannelView {
  constructor(id) {
    const channel = store.channels.get(id);
    this.key = viewKey(channel);
    this.conversation = new Conversation({
      place: { channel: id, thread: null },
      label: { messages: `Messages in ${channel.name}`, composer: `Message #${channel.name}` },
      items: () => channelItems(id),
      head: welcome(channel, (text) => this.conversation.composer?.fill(text)),
      foot: channel.members.includes(session.person) ? null : joinBar(channel),
    });
    this.parts = [heading(channel), ...this.conversation.parts];
  }

  show() {
    this.conversation.show();
  }
}

/** A view is made anew when this changes. */
export function viewKey(channel) {
  return [
    "channel",
    session.person,
    channel.id,
    channel.name,
    channel.topic,
    channel.archived,
    ...channel.members,
  ].join(" ");
}

function heading(channel) {
  const title = h("h1", {}, channelIcon(channel, 20), channel.name);
  const faces = channel.members.slice(0, 3).map((id) => avatar(id, "small"));
  const members = button(
    {
      class: "button button-small members",
      "aria-label": `${channel.members.length} members`,
      "aria-haspopup": "menu",
    },
    faces,
    String(channel.members.length),
  );
  members.addEventListener("click", () => openMenu(members, memberItems(channel), "Members"));
  return h(
    "header",
    { class: "view-head" },
    title,
    channel.topic && h("p", { class: "topic" }, channel.topic),
    members,
  );
}

function memberItems(channel) {
  const { bot_user: app, name } = store.app;
  const rows = channel.members.map((id) => ({
    label: userName(id),
    icon: avatar(id, "small"),
    run: () => {},
  }));
  const hasApp = channel.members.includes(app);
  const setApp = {
    label: hasApp ? `Remove ${name}` : `Add ${name}`,
    icon: icon(hasApp ? "close" : "plus", 16),
    isDanger: hasApp,
    run: () => setMember(channel, app, !hasApp),
  };
  const leave = {
    label: "Leave channel",
    icon: icon("back", 16),
    run: () => setMember(channel, session.person, false),
  };
  return [
    "Members",
    ...rows,
    "This channel",
    setApp,
    ...(channel.members.includes(session.person) ? [leave] : []),
  ];
}

function setMember(channel, user, joins) {
  return post(joins ? "join" : "leave", { user, channel: channel.id }).catch(reportProblem);
}

function joinBar(channel) {
  if (channel.archived) return h("p", { class: "foot-note" }, "This channel is archived.");
  const join = button(
    { class: "button button-primary", on: { click: () => setMember(channel, session.person, true) } },
    "Join channel",
  );
  return h("div", { class: "foot-note" }, h("span", {}, `You are not in #${channel.name}.`), join);
}
