// The doors of the local Slack: human actions, the snapshot, the journal.

/** What was refused, in a sentence for the person. */
export class RefusedError extends Error {}

export async function readState() {
  return (await fetch("/_local/state")).json();
}

/** The newest calls and deliveries, oldest first. */
export async function readTraffic(limit) {
  const answer = await fetch(`/_local/journal?kinds=call,delivery&limit=${limit}`);
  return (await answer.json()).entries;
}

/** Does what a person does; throws RefusedError with the server's sentence. */
export async function post(action, body = {}) {
  let answer;
  try {
    const headers = { "Content-Type": "application/json" };
    const sent = await fetch(`/_local/${action}`, { method: "POST", headers, body: JSON.stringify(body) });
    answer = await sent.json();
  } catch {
    throw new RefusedError("The local Slack does not answer. Is it still running?");
  }
  if (!answer.ok) throw new RefusedError(answer.error);
  return answer;
}
