// The feed: every entry of the journal as it is written, opened again whenever the connection is lost.

const AGAIN_AFTER = 700;

/**
 * Calls `receive(entry)` for each entry after `store.seq`, `restart()` when the local Slack was started anew,
 * and `alive(bool)` when the connection comes or goes.
 */
export function openFeed(store, doors) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  const socket = new WebSocket(`${scheme}://${location.host}/_local/feed?after=${store.seq}`);
  let isOutdated = false;
  socket.addEventListener("message", ({ data }) => {
    const entry = JSON.parse(data);
    if (isOutdated) return;
    if (entry.kind !== "hello") doors.receive(entry);
    else if (entry.data.run === store.run) doors.alive(true);
    else {
      isOutdated = true;
      socket.close();
      doors.restart();
    }
  });
  socket.addEventListener("close", () => {
    if (isOutdated) return;
    doors.alive(false);
    setTimeout(() => openFeed(store, doors), AGAIN_AFTER);
  });
}
