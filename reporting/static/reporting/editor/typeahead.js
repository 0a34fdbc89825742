/**
 * Letters typed on a choice lead to the term that begins with them, or else to one in which a word does: “4A” finds
 * “BI-RADS 4A”. In a group of chips the arrow keys go from one to the next, and space chooses, as always.
 */

import { set } from "./bus.js";

const FORGOTTEN_AFTER = 700; // ms without a key, as in select boxes

/** @param {HTMLFormElement} form */
export function start(form) {
  let typed = "";
  let last = 0;
  let where = ""; // letters typed on one choice say nothing about the next
  form.addEventListener("keydown", (event) => {
    const control = /** @type {HTMLElement} */ (event.target);
    const isChip = control.matches(".picks input[type=checkbox]");
    if ((!isChip && !control.matches("select")) || event.ctrlKey || event.altKey || event.metaKey) return;
    const chips = isChip ? [...control.closest(".picks").querySelectorAll("input[type=checkbox]")] : [];
    const step = isChip && { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      chips[(chips.indexOf(control) + step + chips.length) % chips.length].focus();
      return;
    }
    if (event.key.length !== 1 || event.key === " " || event.key === "?") return;
    event.preventDefault();
    const now = performance.now();
    const place = isChip ? control.getAttribute("name") : control.id;
    typed = now - last < FORGOTTEN_AFTER && place === where ? typed + event.key.toLocaleLowerCase() : event.key.toLocaleLowerCase();
    last = now;
    where = place;
    if (isChip) {
      found(chips, chips.indexOf(control), typed, (chip) => chip.labels?.[0]?.textContent)?.focus();
    } else {
      const select = /** @type {HTMLSelectElement} */ (control);
      const option = found([...select.options], select.selectedIndex, typed, (option) => option.text);
      if (option) set(select, option.value);
    }
  });
}

/** The term that fits the letters, from the present one on; one letter alone goes on from term to term. */
function found(all, present, letters, text) {
  const from = Math.max(0, present + (letters.length > 1 ? 0 : 1));
  const round = [...all.slice(from), ...all.slice(0, from)];
  const words = new Map(round.map((term) => [term, (text(term) ?? "").trim().toLocaleLowerCase()]));
  return (
    round.find((term) => words.get(term).startsWith(letters)) ??
    round.find((term) => words.get(term).split(/[\s,(/-]+/).some((word) => word.startsWith(letters)))
  );
}
