// One request with its answer in the traffic panel.

import { button, h } from "./dom.js";
import { icon } from "./icons.js";
import { exactTime } from "./time.js";

export function trafficRow(entry) {
  const told = entry.kind === "call" ? call(entry.data) : delivery(entry.data);
  const body = h("div", { class: "traffic-parts" });
  const summary = h(
    "summary",
    {},
    h("span", { class: "traffic-time" }, exactTime(entry.at)),
    h(
      "span",
      { class: `traffic-way traffic-${entry.kind}` },
      icon(entry.kind === "call" ? "send" : "bolt", 14),
      entry.kind === "call" ? "App to Slack" : "Slack to app",
    ),
    h("span", { class: "traffic-name" }, told.name),
    h("span", { class: told.isBad ? "traffic-status bad" : "traffic-status" }, told.status),
    h("span", { class: "traffic-duration" }, duration(entry.data.seconds)),
  );
  const details = h("details", {}, summary, body);
  details.addEventListener(
    "toggle",
    () =>
      details.open &&
      !body.childElementCount &&
      body.append(...told.parts.map(([title, value]) => part(title, value))),
  );
  return h("li", {}, details);
}

/** What the filter looks into. */
export function trafficWords({ kind, data }) {
  const { name, status } = kind === "call" ? call(data) : delivery(data);
  return `${name} ${status} ${JSON.stringify(data)}`.toLowerCase();
}

function call({ method, arguments: given, status, answer, fault }) {
  const isBad = status !== 200 || answer?.ok === false;
  const error =
    status === 0
      ? "connection lost"
      : [status === 200 ? "" : status, answer?.error].filter(Boolean).join(" ");
  const parts = [["Arguments", given], ["Answer", answer], ...(fault ? [["Fault that struck", fault]] : [])];
  return { name: method, status: isBad ? error : "ok", isBad, parts };
}

function delivery({ kind, over, content, status, problem, headers, answer }) {
  const retry = headers?.["X-Slack-Retry-Num"];
  const name = `${deliveryName(kind, content)}${retry ? ` (retry ${retry})` : ""}`;
  const told = problem ?? (over === "http" ? `acknowledged ${status}` : "acknowledged");
  const parts = [
    ["Payload", content],
    ["Acknowledgement", parsed(answer)],
    ...(headers && Object.keys(headers).length ? [["Headers", headers]] : []),
  ];
  return { name, status: told, isBad: Boolean(problem), parts };
}

function deliveryName(kind, content) {
  if (kind === "event")
    return [content.event?.type ?? content.type, content.event?.subtype].filter(Boolean).join(" ");
  if (kind === "command") return `${content.command} ${content.text ?? ""}`.trim();
  const acted = content.actions?.[0]?.action_id ?? content.callback_id ?? content.view?.callback_id;
  return [content.type ?? kind, acted].filter(Boolean).join(" ");
}

function parsed(answer) {
  try {
    return JSON.parse(answer);
  } catch {
    return answer || "(empty)";
  }
}

function duration(seconds) {
  if (seconds === undefined || seconds === null) return "";
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${seconds.toFixed(2)} s`;
}

function part(title, value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const copy = button(
    {
      class: "link-button",
      "aria-label": `Copy ${title.toLowerCase()}`,
      on: { click: () => navigator.clipboard?.writeText(text) },
    },
    "Copy",
  );
  return h(
    "div",
    { class: "traffic-part" },
    h("div", { class: "traffic-title" }, h("h3", {}, title), copy),
    h("pre", { class: "json", role: "group", tabindex: "0", "aria-label": title }, text),
  );
}
