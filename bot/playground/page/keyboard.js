// The keys that work everywhere: F6 from region to region, Escape out of the panes.

import { closeThread, session, showTraffic } from "./session.js";

const REGIONS = [
  ".nav .place[aria-current]",
  ".main .message[tabindex='0']",
  ".main [data-focus=composer]",
  ".main .tab[aria-selected=true]",
  ".pane [data-focus=composer]",
  ".traffic-scroller",
];

export function listenToKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "F6") nextRegion(event);
    if (event.key === "Escape") leavePane(event);
  });
}

function nextRegion(event) {
  const found = REGIONS.map((one) => document.querySelector(one)).filter((one) => one?.checkVisibility());
  if (!found.length) return;
  event.preventDefault();
  const at = found.findIndex(
    (one) =>
      one === document.activeElement || one.closest("nav, .pane, .traffic")?.contains(document.activeElement),
  );
  const step = event.shiftKey ? -1 : 1;
  found[(at + step + found.length) % found.length].focus();
}

/** The focus goes back to the message whose thread it was. */
function leavePane(event) {
  if (event.target.closest(".pane")) {
    const { ts } = session.thread;
    closeThread();
    setTimeout(
      () =>
        (
          document.querySelector(`.main [data-ts="${ts}"]`) ?? document.querySelector("[data-focus=composer]")
        )?.focus(),
      30,
    );
  } else if (event.target.closest(".traffic")) {
    showTraffic(false);
    document.querySelector(".rail-button")?.focus();
  }
}
