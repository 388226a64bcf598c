import { el } from "./text.js";

// One page, several views; the part of the address behind # says which. A view is told of news and keys by its own functions, if it has them.
// A view that hears them while it still loads returns them at once, and as `ready` what becomes of its loading.

/**
 * Shows the view that the address asks for, now and whenever it changes.
 *
 * @param views functions of (element, parts of the address, source), by name; the first one is shown if the address names none
 * @param keys what keys do, for the list behind "?"; digits choose views
 * @returns tell(name): calls the function of this name of the view that is shown, if it has one
 */
export function startShell(views, source, keys) {
  const names = Object.keys(views);
  let view = document.getElementById("view");
  let current = {};
  let shown = "";

  async function route() {
    if (location.hash === "#view" && shown) {
      return; // the link that skips the head
    }
    const [name, ...rest] = location.hash.replace(/^#/, "").split("/");
    const wanted = views[name] ? name : names[0];
    markTab(wanted);
    const parts = rest.map(decoded);
    if (shown === wanted && current.go) {
      current.go(parts);
      return;
    }
    current.leave?.();
    shown = wanted;
    current = {};
    const mine = freshView();
    try {
      const loaded = (await views[wanted](mine, parts, source)) ?? {};
      if (mine !== view) {
        loaded.leave?.();
        return;
      }
      current = loaded;
      await loaded.ready;
    } catch (failure) {
      if (mine === view) {
        current = {};
      }
      mine.replaceChildren(el("p", { class: "empty", role: "alert" }, `${source.silent}: ${failure.message}`));
    }
  }

  /** An empty element in the place of the view: what a view that was left still loads lands in the old one, which nobody sees. */
  function freshView() {
    const fresh = view.cloneNode(false);
    view.replaceWith(fresh);
    view = fresh;
    return fresh;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)
      || document.querySelector("dialog[open]")) {
      return;
    }
    const tab = names[Number(event.key) - 1];
    if (event.key === "?") {
      showKeys([...keys, [`1 … ${names.length}`, "views"], ["?", "this list"]]);
    } else if (tab) {
      location.hash = tab;
    } else if (!current.key?.(event.key)) {
      return;
    }
    event.preventDefault();
  });
  window.addEventListener("hashchange", route);
  route();
  return (name) => current[name]?.();
}

/** A part of the address that is not well coded stands for itself. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function markTab(wanted) {
  for (const tab of document.querySelectorAll(".tabs a")) {
    const here = tab.hash === `#${wanted}`;
    tab.toggleAttribute("data-here", here);
    if (here) {
      tab.setAttribute("aria-current", "page");
      tab.scrollIntoView({ block: "nearest", inline: "nearest" });
    } else {
      tab.removeAttribute("aria-current");
    }
  }
}

function showKeys(keys) {
  const dialog = document.getElementById("keys");
  dialog.replaceChildren(
    el("h2", { id: "keys-title" }, "Keys"),
    el("dl", {}, keys.flatMap(([key, what]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, what)])),
    el("form", { method: "dialog" }, el("button", {}, "Close")),
  );
  dialog.showModal();
}

/** Keys of the list of alerts, wherever it is shown. */
export const LIST_KEYS = [
  ["j / k", "next, previous alert"], ["d", "show the difference"], ["o", "show the outline"],
  ["← →", "move the slider (when it has the focus)"], ["m", "show on the map"], ["/", "go to the filters"],
];
