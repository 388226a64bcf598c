import { el } from "./lib/text.js";
import { pastPicture } from "./past.js";

// Pictures of alerts out of what was kept. One whose bytes are not those that the alert names is not shown.

/** An image that fills itself; without a picture it stays empty and says so. */
export function picture(kept, card, role, attributes) {
  const image = el("img", attributes);
  fill(kept, card, role, image).catch(() => image.setAttribute("data-missing", ""));
  return image;
}

async function fill(kept, card, role, image) {
  const bytes = (await kept.chip(card.picture, role)) ?? (card.past ? await pastPicture(card, role) : null);
  if (bytes === null || !(await intended(bytes, card.sums?.[role]))) {
    image.setAttribute("data-missing", "");
    return;
  }
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType(bytes) }));
  const done = () => URL.revokeObjectURL(address);
  image.addEventListener("load", done, { once: true });
  image.addEventListener("error", done, { once: true });
  image.src = address;
}

/** True where nothing can be said: the alert names no checksum, or the browser lends no arithmetic for it. */
async function intended(bytes, sum) {
  if (!sum || !globalThis.crypto?.subtle) {
    return true;
  }
  const found = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...found].map((byte) => byte.toString(16).padStart(2, "0")).join("") === sum;
}

function mediaType(bytes) {
  return bytes[0] === 0x52 ? "image/webp" : "image/jpeg";
}
