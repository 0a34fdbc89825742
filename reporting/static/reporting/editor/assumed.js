/** An answer that is changed by hand is the radiologist's own: its mark “from a template” goes, and the counts follow. */

import { hear } from "./bus.js";

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  hear(bus, "changed", ({ name }) => {
    const control = name && form.querySelector(`[name="${CSS.escape(name)}"]`);
    const mark = control?.closest(".answer")?.querySelector(":scope > .assumed");
    if (!mark) return;
    const focused = mark.contains(document.activeElement);
    mark.remove();
    if (focused) control.focus();
    count(form);
  });
}

/** Write how many are left into the bar; the words around the number stay as the server wrote them. */
function count(form) {
  const left = [...form.querySelectorAll(".assumed > input")].map((input) => input.name);
  const safety = left.filter((name) => name.startsWith("safety-")).length;
  const bar = form.querySelector(".assumed-bar");
  if (!bar) return;
  bar.hidden = left.length === 0;
  const numbers = [["p", left.length], ["[value=all]", left.length - safety], ["[value=safety]", safety]];
  for (const [selector, number] of numbers) {
    const part = bar.querySelector(selector);
    if (!part) continue;
    part.hidden = number === 0;
    part.textContent = part.textContent.replace(/\d+/, String(number));
  }
}
