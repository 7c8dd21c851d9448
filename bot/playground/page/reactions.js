// Reactions below a message: who reacted, and one's own on and off.

import { post } from "./api.js";
import { button, h, hiddenText } from "./dom.js";
import { emojiMark, emojiWords } from "./emoji.js";
import { reportProblem } from "./notices.js";
import { userName } from "./people.js";
import { session } from "./session.js";

export function reactionBar(message) {
  const held = Object.entries(message.reactions ?? {});
  return (
    held.length > 0 &&
    h(
      "div",
      { class: "reactions" },
      held.map(([name, users]) => reaction(message, name, users)),
    )
  );
}

function reaction(message, name, users) {
  const isOwn = users.includes(session.person);
  const who = `${users.map(userName).join(", ")} reacted with ${emojiWords(name)}`;
  const props = {
    class: "reaction",
    "aria-pressed": String(isOwn),
    title: who,
    data: { focus: `reaction ${name}` },
  };
  return button(
    { ...props, on: { click: () => react(message, name) } },
    emojiMark(name),
    hiddenText(`${emojiWords(name)}, `),
    h("span", {}, String(users.length)),
  );
}

/** Adds one's own reaction, or takes it back. */
export function react({ channel, ts, reactions }, name) {
  const action = reactions[name]?.includes(session.person) ? "unreact" : "react";
  return post(action, { user: session.person, channel, ts, name }).catch(reportProblem);
}
