// What the local Slack holds, as the snapshot and the feed told it, and the questions asked of it.

const TRAFFIC = 400;
const listeners = [];
let isDue = false;

export const store = { seq: 0, run: "", isAlive: false };

const place = (data) => `${data.channel}/${data.thread_ts ?? ""}`;
const KEYED = {
  user: ["users", (data) => data.id],
  channel: ["channels", (data) => data.id],
  message: ["messages", (data) => `${data.channel}/${data.ts}`],
  ephemeral: ["ephemerals", (data) => data.ts],
  view: ["views", (data) => data.id],
  home: ["homes", (data) => data.user],
  file: ["files", (data) => data.id],
  status: ["statuses", place],
  title: ["titles", place],
  prompts: ["prompts", place],
  notice: ["notices", (data) => data.id],
};
const GONE = {
  message_gone: ["messages", (data) => `${data.channel}/${data.ts}`],
  ephemeral_gone: ["ephemerals", (data) => data.ts],
  view_gone: ["views", (data) => data.id],
};
const FORGOTTEN = ["messages", "ephemerals", "views", "homes", "files", "statuses", "titles", "prompts"];

/** Takes the snapshot of `GET /_local/state`. */
export function load(state) {
  Object.assign(store, { run: state.run, seq: state.seq, me: state.me, team: state.team, app: state.app });
  Object.assign(store, { connection: state.connection, faults: state.faults, traffic: [] });
  for (const [field, key] of Object.values(KEYED)) {
    store[field] = new Map((state[field] ?? []).map((data) => [key(data), data]));
  }
  changed();
}

/** Takes one entry of the feed; an entry says how a thing is now, so taking it twice does no harm. */
export function apply({ seq, at, kind, data }) {
  store.seq = Math.max(store.seq, seq);
  if (KEYED[kind]) store[KEYED[kind][0]].set(KEYED[kind][1](data), data);
  else if (GONE[kind]) store[GONE[kind][0]].delete(GONE[kind][1](data));
  else if (kind === "connection" || kind === "faults") store[kind] = data;
  else if (kind === "call" || kind === "delivery") addTraffic([{ seq, at, kind, data }]);
  else if (kind === "reset") for (const field of FORGOTTEN) store[field].clear();
  changed();
}

/** Takes what an action answered: its answer may come before the feed tells of the thing. */
export function know(kind, data) {
  apply({ seq: 0, kind, data });
}

export function addTraffic(entries) {
  const known = new Map([...entries, ...store.traffic].map((entry) => [entry.seq, entry]));
  store.traffic = [...known.values()].sort((one, other) => one.seq - other.seq).slice(-TRAFFIC);
}

/** `listener()` is called once for all changes that come together. */
export function onChange(listener) {
  listeners.push(listener);
}

export function changed() {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    for (const listener of listeners) listener();
  }, 0);
}

export function channelMessages(channel) {
  return [...store.messages.values()].filter((message) => message.channel === channel).sort(byTime);
}

export function privateMessages(channel, person) {
  return [...store.ephemerals.values()].filter((one) => one.channel === channel && one.only_to === person);
}

export function isReply(message) {
  return Boolean(message.thread_ts) && message.thread_ts !== message.ts;
}

export function byTime(one, other) {
  return one.ts < other.ts ? -1 : Number(one.ts > other.ts);
}

export function messageAt(channel, ts) {
  return store.messages.get(`${channel}/${ts}`);
}

/** The channels that this person sees in the sidebar. */
export function visibleChannels(person) {
  const all = [...store.channels.values()].filter((channel) => channel.kind !== "im");
  const own = all.filter((channel) => channel.kind === "channel" || channel.members.includes(person));
  return own.sort((one, other) => one.name.localeCompare(other.name));
}

/** The direct message of this person with the app. */
export function directMessage(person) {
  return [...store.channels.values()].find((channel) => channel.kind === "im" && channel.im === person);
}

export function people() {
  return [...store.users.values()].filter((user) => !user.is_bot && !user.deleted);
}

/** The modals that this person has open, the uppermost last. */
export function viewsOf(person) {
  return [...store.views.values()].filter((view) => view.user === person);
}

/** What is noted about a thread: its status, title or prompts. */
export function noteOn(field, channel, thread) {
  return store[field].get(`${channel}/${thread ?? ""}`);
}
