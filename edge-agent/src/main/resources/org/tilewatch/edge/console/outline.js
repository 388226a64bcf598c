import { el, put, svg } from "./text.js";

// Drawing an event's outline anew over its pictures: corners are buttons that one drags, or moves by the arrow keys.

const MOST_CORNERS = 32;

/**
 * Begins to draw over a frame of pictures.
 *
 * @param card with the window that the pictures show and the outline so far, both in pixels of the site's grid
 * @param bar element that takes the buttons
 * @param save called with the ring of corners; its promise decides whether drawing ends
 * @param done called when drawing has ended, saved or not
 */
export function editOutline(frame, card, bar, save, done) {
  const { x: left, y: top, width, height } = card.window;
  let ring = simpler(card.outline[0]);
  const path = svg("path", { "vector-effect": "non-scaling-stroke" });
  const handles = el("div", { class: "corners" });
  const layer = el("div", { class: "editor" },
    svg("svg", { class: "outline", viewBox: `${left} ${top} ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" }, path), handles);
  const answer = el("p", { class: "quiet", role: "status" }, "Drag the corners, or move them by the arrow keys; Delete removes one.");

  const drawPath = () => path.setAttribute("d", `M${ring.map((point) => point.join(" ")).join("L")}Z`);
  const lay = (element, [x, y]) => {
    element.style.left = `${(100 * (x - left)) / width}%`;
    element.style.top = `${(100 * (y - top)) / height}%`;
  };
  const within = (value, from, size) => Math.min(from + size, Math.max(from, Math.round(value * 10) / 10));

  function moveTo(at, x, y) {
    ring[at] = [within(x, left, width), within(y, top, height)];
    lay(handles.querySelector(`[data-corner="${at}"]`), ring[at]);
    drawPath();
  }

  function draw(focused) {
    drawPath();
    put(handles, ring.map((point, at) => corner(point, at)), ring.map((point, at) => between(point, at)));
    if (focused !== undefined) {
      handles.querySelector(`[data-corner="${focused % ring.length}"]`).focus();
    }
  }

  function corner(point, at) {
    const handle = el("button", { type: "button", class: "corner", "data-corner": at, "aria-label": `Corner ${at + 1} of ${ring.length}`,
      pointerdown: (event) => handle.setPointerCapture(event.pointerId),
      pointermove: (event) => {
        if (handle.hasPointerCapture(event.pointerId)) {
          const box = layer.getBoundingClientRect();
          moveTo(at, left + ((event.clientX - box.left) / box.width) * width, top + ((event.clientY - box.top) / box.height) * height);
        }
      },
      keydown: (event) => key(event, at) });
    lay(handle, point);
    return handle;
  }

  function key(event, at) {
    const step = event.shiftKey ? 5 : 1;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (by) {
      moveTo(at, ring[at][0] + by[0], ring[at][1] + by[1]);
    } else if (event.key === "Delete" && ring.length > 3) {
      ring.splice(at, 1);
      draw(at);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** A small handle between two corners, which becomes one. */
  function between(point, at) {
    const next = ring[(at + 1) % ring.length];
    const middle = [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2];
    const handle = el("button", { type: "button", class: "middle", "aria-label": `Add a corner after corner ${at + 1}`, click: () => {
      if (ring.length < MOST_CORNERS * 2) {
        ring.splice(at + 1, 0, middle);
        draw(at + 1);
      }
    } });
    lay(handle, middle);
    return handle;
  }

  function end() {
    layer.remove();
    frame.removeAttribute("data-editing");
    done();
  }

  put(bar, el("button", { type: "button", name: "save", click: () => {
    answer.textContent = "Asking the station …";
    save(ring).then(end, (failure) => { answer.textContent = failure.message; });
  } }, "Save the outline"), el("button", { type: "button", class: "plain", click: end }, "Cancel"), answer);
  frame.setAttribute("data-editing", "");
  frame.append(layer);
  draw(0);
}

/** A ring with few corners: those go first whose neighbours' line passes nearest to them. */
function simpler(ring) {
  const left = ring.map((point) => [...point]);
  if (left.length > 3 && left[0].join() === left.at(-1).join()) {
    left.pop();
  }
  const height = (at) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [left.at(at - 1), left[at], left[(at + 1) % left.length]];
    return Math.abs((cx - ax) * (by - ay) - (cy - ay) * (bx - ax)) / (Math.hypot(cx - ax, cy - ay) || 1);
  };
  while (left.length > 4) {
    const heights = left.map((_, at) => height(at));
    const least = Math.min(...heights);
    if (least > 1 && left.length <= MOST_CORNERS) {
      break;
    }
    left.splice(heights.indexOf(least), 1);
  }
  return left;
}
