// What came before this browser listened: a folder that `tilewatch subscribe --out` keeps beside this page. Its alerts are checked like
// those that come by the broker, and its pictures are fetched when somebody looks at them.

const LONGEST_NAME = 64;
/** An alert is at most 8 KiB, and the file holds 500 of them. */
const MOST_BYTES = 8_000_000;

/** Whether that is a folder of the server that this page comes from. */
export function ownFolder(path) {
  try {
    return path !== "" && new URL(path, location.href).origin === location.origin;
  } catch {
    return false;
  }
}

/** Gives each alert of the folder to `take`, as the bytes that were published; a folder that is not there has none. */
export async function readPast(folder, take) {
  const reply = await fetch(`${folder}/alerts.geojson`, { cache: "no-cache" }).catch(() => null);
  const text = reply?.ok ? await reply.text() : "";
  if (text.length > MOST_BYTES) {
    return;
  }
  // One alert a line, as the folder's keeper writes them: parsed and written again, its bytes would no longer fit its checksum.
  for (const line of text.split("\n").slice(1)) {
    const alert = line.replace(/,$/, "");
    if (alert.startsWith("{")) {
      take(new TextEncoder().encode(alert));
    }
  }
}

/** A picture out of the folder that the card came from; null if it is not there. */
export async function pastPicture(card, role) {
  const path = [card.past, ...[card.station, card.site].map(folderName), card.picture].map((part, at) => (at === 0 ? part : encodeURIComponent(part)));
  const reply = await fetch(`${path.join("/")}/${role}.${card.format ?? "jpg"}`).catch(() => null);
  return reply?.ok ? new Uint8Array(await reply.arrayBuffer()) : null;
}

/** A name as the keeper of the folder writes it. */
function folderName(name) {
  const fit = [...name].slice(0, LONGEST_NAME).map((letter, at) => (/[\p{L}\p{Nd}-]/u.test(letter) || (letter === "." && at > 0) ? letter : "_"));
  return fit.join("") || "_";
}
