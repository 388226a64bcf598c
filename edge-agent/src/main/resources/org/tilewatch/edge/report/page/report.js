"use strict";
// Without this, the pictures of an event stand side by side.
document.documentElement.classList.add("js");
for (const pair of document.querySelectorAll(".pair")) {
  const slide = pair.querySelector(".slide");
  const move = () => pair.style.setProperty("--at", slide.value + "%");
  slide.addEventListener("input", move);
  move();
}
