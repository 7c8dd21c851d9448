// Slack's times, written for people.

const MINUTE = 60;
const DAY = 86_400;
const dayName = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric" });
const longDate = new Intl.DateTimeFormat("en-US", { dateStyle: "full" });
const shortDate = new Intl.DateTimeFormat("en-US", { dateStyle: "medium" });
const numericDate = new Intl.DateTimeFormat("en-CA", { dateStyle: "short" });
const plainDate = new Intl.DateTimeFormat("en-US", { dateStyle: "long" });
const clock = new Intl.DateTimeFormat("en-US", { timeStyle: "short" });
const clockSeconds = new Intl.DateTimeFormat("en-US", { timeStyle: "medium" });

const dateOf = (seconds) => new Date(Number(seconds) * 1000);

export function timeOf(ts) {
  return clock.format(dateOf(ts));
}

export function exactTime(seconds) {
  return clockSeconds.format(dateOf(seconds));
}

export function fullTime(ts) {
  return `${longDate.format(dateOf(ts))} at ${clockSeconds.format(dateOf(ts))}`;
}

export function machineTime(ts) {
  return dateOf(ts).toISOString();
}

export function dayKey(ts) {
  return numericDate.format(dateOf(ts));
}

export function dayLabel(ts) {
  return closeDay(ts) ?? dayName.format(dateOf(ts));
}

function closeDay(seconds) {
  const now = Date.now() / 1000;
  const days = { [dayKey(now)]: "Today", [dayKey(now - DAY)]: "Yesterday", [dayKey(now + DAY)]: "Tomorrow" };
  return days[dayKey(seconds)];
}

/** "3 minutes ago" */
export function ago(seconds) {
  const passed = Math.max(0, Date.now() / 1000 - Number(seconds));
  const [unit, size] =
    [
      ["day", DAY],
      ["hour", 3600],
      ["minute", MINUTE],
    ].find((one) => passed >= one[1]) ?? [];
  if (!unit) return "just now";
  const count = Math.floor(passed / size);
  return `${count} ${unit}${count === 1 ? "" : "s"} ago`;
}

const FORMATS = {
  date_num: (date) => numericDate.format(date),
  date: (date) => plainDate.format(date),
  date_short: (date) => shortDate.format(date),
  date_long: (date) => longDate.format(date),
  time: (date) => clock.format(date),
  time_secs: (date) => clockSeconds.format(date),
};

/** Fills Slack's date tokens: `{date_short_pretty} at {time}`. */
export function formatDate(seconds, format) {
  return format.replace(/\{([a-z_]+)\}/g, (whole, token) => {
    if (token === "ago") return ago(seconds);
    const isPretty = token.endsWith("_pretty");
    const write = FORMATS[token.replace(/_pretty$/, "")];
    if (!write) return whole;
    return (isPretty && closeDay(seconds)) || write(dateOf(seconds));
  });
}
