// The app's own place: its tabs Home, Messages and About.

import { post } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { Conversation } from "./conversation.js";
import { button, h, refill } from "./dom.js";
import { viewSurface } from "./held.js";
import { reportProblem } from "./notices.js";
import { avatar } from "./people.js";
import { goToTab, session } from "./session.js";
import { directMessage, store } from "./store.js";
import { channelItems } from "./timeline.js";
import { appAbout } from "./app_about.js";

const TABS = { home: "Home", messages: "Messages", about: "About" };

/** The tabs that the manifest switches on. */
export function appTabs() {
  const { home_tab: hasHome, messages_tab: hasMessages } = store.app;
  return ["home", "messages", "about"].filter(
    (tab) => ({ home: hasHome, messages: hasMessages })[tab] ?? true,
  );
}

export class AppView {
  constructor(tab) {
    this.tab = tab;
    this.key = appKey(tab);
    this.panel = h("div", {
      class: `tab-panel tab-${tab}`,
      role: "tabpanel",
      id: "app-panel",
      "aria-labelledby": `tab-${tab}`,
      tabindex: tab === "messages" ? null : "0",
    });
    this.parts = [heading(tab), this.panel];
    if (tab === "messages") this.talk();
    if (tab === "about") this.panel.append(appAbout());
    post("home", { user: session.person, tab }).catch(reportProblem);
  }

  talk() {
    const channel = directMessage(session.person)?.id;
    const { name, messages_read_only: isReadOnly } = store.app;
    const foot = isReadOnly
      ? h("p", { class: "foot-note" }, "Sending messages to this app has been turned off.")
      : null;
    const head = h(
      "section",
      { class: "welcome", "aria-label": "Beginning of the conversation" },
      avatar(store.app.bot_user, "large"),
      h("h2", {}, name),
      h("p", {}, store.app.description),
    );
    const label = { messages: `Messages with ${name}`, composer: `Message ${name}` };
    this.conversation = new Conversation({
      place: { channel, thread: null },
      label,
      items: () => channelItems(channel),
      head,
      foot,
    });
    this.panel.append(...this.conversation.parts);
  }

  show() {
    this.conversation?.show();
    if (this.tab === "home") this.showHome();
  }

  showHome() {
    const view = store.homes.get(session.person);
    if (this.view === view && this.panel.childElementCount) return;
    this.view = view;
    const empty = h("p", { class: "empty" }, `${store.app.name} has not published its Home tab yet.`);
    refill(this.panel, view ? drawBlocks(view.body.blocks, viewSurface(view)) : empty);
  }
}

export function appKey(tab) {
  return ["app", session.person, tab, directMessage(session.person)?.id].join(" ");
}

function heading(current) {
  const { name, bot_user: user } = store.app;
  const tabs = appTabs().map((tab) => {
    const isCurrent = tab === current;
    const props = {
      role: "tab",
      id: `tab-${tab}`,
      class: "tab",
      "aria-selected": String(isCurrent),
      "aria-controls": isCurrent ? "app-panel" : null,
      tabindex: isCurrent ? "0" : "-1",
    };
    return button(
      { ...props, data: { tab, focus: `tab ${tab}` }, on: { click: () => goToTab(tab) } },
      TABS[tab],
    );
  });
  const list = h(
    "div",
    { class: "tabs", role: "tablist", "aria-label": `Tabs of ${name}`, on: { keydown: moveTab } },
    tabs,
  );
  return h(
    "header",
    { class: "view-head view-head-app" },
    h("h1", {}, avatar(user, "small"), name),
    h("span", { class: "badge" }, "APP"),
    list,
  );
}

function moveTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const tabs = appTabs();
  const next = tabs[(tabs.indexOf(event.target.dataset.tab) + step + tabs.length) % tabs.length];
  event.preventDefault();
  goToTab(next);
  setTimeout(() => document.getElementById(`tab-${next}`)?.focus(), 30);
}
