// Hands files from the person's machine to the local Slack.

import { post } from "./api.js";
import { session } from "./session.js";

/** Uploads one file; posted nowhere yet. */
export async function upload(file) {
  const { file: made } = await post("upload", {
    user: session.person,
    name: file.name,
    content: await base64(file),
  });
  return made;
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result.slice(reader.result.indexOf(",") + 1)));
    reader.addEventListener("error", () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
