// The frame of the page: navigation, the place in sight, the thread, the traffic, the modals.

import { announcer } from "./announce.js";
import { appKey, AppView } from "./app_view.js";
import { ChannelView, viewKey } from "./channel_view.js";
import { h, iconButton, refill } from "./dom.js";
import { icon } from "./icons.js";
import { Modals } from "./modals.js";
import { noticeArea, showNotices } from "./notices.js";
import { channelName } from "./people.js";
import { Rail } from "./rail.js";
import { placeChannel, session } from "./session.js";
import { Sidebar } from "./sidebar.js";
import { store } from "./store.js";
import { ThreadPane, threadKey } from "./thread.js";
import { TrafficPanel } from "./traffic.js";
import { markRead } from "./unread.js";

export class Shell {
  constructor() {
    this.rail = new Rail(() => this.closeDrawer());
    this.sidebar = new Sidebar(() => this.closeDrawer());
    this.traffic = new TrafficPanel();
    this.modals = new Modals();
    this.notices = noticeArea();
    this.nav = h("nav", { class: "nav", "aria-label": "Workspace" }, this.rail.node, this.sidebar.node);
    this.opener = iconButton("Open navigation", icon("menu"), {
      class: "drawer-opener",
      "aria-expanded": "false",
      on: { click: () => this.openDrawer() },
    });
    this.place = h("div", { class: "place-view" });
    this.main = h("main", { class: "main" }, this.opener, this.notices, this.place);
    this.pane = h("aside", { class: "pane", "aria-label": "Thread", hidden: true });
    this.scrim = h("div", { class: "scrim", on: { click: () => this.closeDrawer() } });
    this.work = h(
      "div",
      { class: "work" },
      h("div", { class: "columns" }, this.main, this.pane),
      this.traffic.node,
    );
    document.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && !event.defaultPrevented && this.closeDrawer(),
    );
    document.body.replaceChildren(this.nav, this.scrim, this.work, this.modals.node, announcer());
  }

  show() {
    this.showPlace();
    this.showThread();
    showNotices(this.notices);
    if (placeChannel() && document.visibilityState === "visible") markRead(placeChannel());
    for (const part of [this.rail, this.sidebar, this.traffic, this.modals]) part.show();
    document.title = `${this.title()} | ${store.team.name}`;
  }

  title() {
    return session.place.kind === "app" ? store.app.name : `#${channelName(session.place.channel)}`;
  }

  showPlace() {
    const { kind, tab, channel } = session.place;
    const key = kind === "app" ? appKey(tab) : viewKey(store.channels.get(channel));
    if (this.view?.key !== key) {
      const isFirst = !this.view;
      this.view = kind === "app" ? new AppView(tab) : new ChannelView(channel);
      refill(this.place, this.view.parts);
      this.view.show();
      if (!isFirst) focusComposer(this.main);
      return;
    }
    this.view.show();
  }

  showThread() {
    const { thread } = session;
    this.pane.hidden = !thread;
    if (!thread) {
      this.thread = null;
      this.pane.replaceChildren();
    } else if (this.thread?.key !== threadKey(thread)) {
      this.thread = new ThreadPane(thread);
      refill(this.pane, this.thread.parts);
      if (session.isFocusWanted) focusComposer(this.pane);
      session.isFocusWanted = false;
    }
    this.thread?.show();
  }

  openDrawer() {
    this.nav.classList.add("open");
    this.opener.setAttribute("aria-expanded", "true");
    this.work.inert = true;
    this.nav.querySelector("[aria-current], .place")?.focus();
  }

  closeDrawer() {
    if (!this.nav.classList.contains("open")) return;
    this.nav.classList.remove("open");
    this.opener.setAttribute("aria-expanded", "false");
    this.work.inert = false;
    this.opener.focus();
  }
}

/** Not on touch screens, where it would open the keyboard; and not where the focus is kept already. */
function focusComposer(region) {
  if (matchMedia("(hover: none)").matches || region.contains(document.activeElement)) return;
  region.querySelector("[data-focus=composer]")?.focus({ preventScroll: true });
}
