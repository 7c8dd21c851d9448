// The sidebar: the workspace's name, its channels, the direct message with the app.

import { post } from "./api.js";
import { ask } from "./confirm.js";
import { button, h, hiddenText, iconButton } from "./dom.js";
import { icon } from "./icons.js";
import { reconcile } from "./list.js";
import { reportProblem } from "./notices.js";
import { avatar, channelIcon } from "./people.js";
import { goToChannel, goToTab, session } from "./session.js";
import { directMessage, know, store, visibleChannels } from "./store.js";
import { unread } from "./unread.js";
import { appTabs } from "./app_view.js";

export class Sidebar {
  /** `onGo()` is called when a place was chosen. */
  constructor(onGo) {
    this.onGo = onGo;
    this.name = h("span", {});
    this.channels = h("ul", { class: "places", "aria-labelledby": "channels-title" });
    this.apps = h("ul", { class: "places", "aria-labelledby": "apps-title" });
    const add = iconButton("Add channel", icon("plus", 16), { on: { click: () => addChannel() } });
    this.node = h(
      "div",
      { class: "sidebar" },
      h("div", { class: "workspace-name" }, this.name),
      h("div", { class: "section-head" }, h("h2", { id: "channels-title" }, "Channels"), add),
      this.channels,
      h("div", { class: "section-head" }, h("h2", { id: "apps-title" }, "Direct messages")),
      this.apps,
    );
  }

  show() {
    this.name.textContent = store.team.name;
    reconcile(
      this.channels,
      visibleChannels(session.person).map((channel) => this.channelItem(channel)),
    );
    reconcile(this.apps, [this.appItem()]);
  }

  channelItem(channel) {
    const isCurrent = session.place.channel === channel.id;
    const { count, mentions } = unread(channel.id);
    const isMember = channel.members.includes(session.person);
    const draw = () =>
      this.row(
        {
          isCurrent,
          isUnread: count > 0 && isMember,
          isFaint: !isMember,
          count: mentions,
          go: () => goToChannel(channel.id),
        },
        channelIcon(channel),
        channel.name,
      );
    return {
      key: channel.id,
      stamp: [isCurrent, count, mentions, isMember, channel.name, channel.kind, session.person],
      draw,
    };
  }

  appItem() {
    const isCurrent = session.place.kind === "app";
    const { count } = unread(directMessage(session.person)?.id);
    const isThere = Boolean(store.connection?.connected);
    const dot = h("span", { class: isThere ? "presence there" : "presence" });
    const state = h(
      "span",
      { class: "presence-words" },
      isThere ? hiddenText("(connected)") : " (not connected)",
    );
    const draw = () =>
      this.row(
        { isCurrent, isUnread: count > 0, count, go: () => goToTab(appTabs()[0]) },
        h("span", { class: "face" }, avatar(store.app.bot_user, "small"), dot),
        h("span", {}, store.app.name, state),
      );
    return { key: "app", stamp: [isCurrent, count, isThere, session.person, store.app], draw };
  }

  row({ isCurrent, isUnread, isFaint, count, go }, picture, name) {
    const classes = ["place", isUnread && "unread", isFaint && "faint"].filter(Boolean).join(" ");
    const open = () => {
      go();
      this.onGo();
    };
    const badge = count > 0 && h("span", { class: "count-badge" }, String(count), hiddenText(" new"));
    const news = isUnread && !count && hiddenText(" (new messages)");
    return h(
      "li",
      {},
      button(
        {
          class: classes,
          "aria-current": isCurrent ? "page" : null,
          data: { focus: "place" },
          on: { click: open },
        },
        picture,
        h("span", { class: "place-name" }, name, news),
        badge,
      ),
    );
  }
}

async function addChannel() {
  const name = h("input", {
    class: "field",
    id: "new-channel",
    autocomplete: "off",
    placeholder: "for example: hiring",
  });
  const isPrivate = h("input", { type: "checkbox", id: "new-private" });
  const body = h(
    "div",
    { class: "form" },
    h("label", { htmlFor: name.id }, "Name"),
    name,
    h("div", { class: "choice" }, isPrivate, h("label", { htmlFor: isPrivate.id }, "Private")),
  );
  const given = await ask({
    title: "Add a channel",
    body,
    yes: "Create",
    read: () => ({ name: name.value.trim().toLowerCase().replaceAll(" ", "-"), private: isPrivate.checked }),
  });
  if (!given?.name) return;
  post("add_channel", given).then(({ channel }) => {
    know("channel", channel);
    goToChannel(channel.id);
  }, reportProblem);
}
