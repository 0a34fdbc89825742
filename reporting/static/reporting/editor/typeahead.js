/**
 * Letters typed on a group of choices lead to the choice that begins with them, as a select box does by itself.
 * Arrow keys go from choice to choice; space chooses, as always.
 */

const FORGOTTEN_AFTER = 700; // ms without a key, as in select boxes

/** @param {HTMLFormElement} form */
export function start(form) {
  let typed = "";
  let last = 0;
  form.addEventListener("keydown", (event) => {
    const choice = /** @type {HTMLElement} */ (event.target);
    if (!choice.matches?.(".picks input[type=checkbox]") || event.ctrlKey || event.altKey || event.metaKey) return;
    const all = [...choice.closest(".picks").querySelectorAll("input[type=checkbox]")];
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      all[(all.indexOf(choice) + step + all.length) % all.length].focus();
      return;
    }
    if (event.key.length !== 1 || event.key === " " || event.key === "?") return;
    event.preventDefault();
    const now = performance.now();
    typed = now - last < FORGOTTEN_AFTER ? typed + event.key : event.key;
    last = now;
    match(all, choice, typed.toLocaleLowerCase())?.focus();
  });
}

/** The next choice that begins with the letters, else one in which a word begins with them. */
function match(all, choice, letters) {
  const from = all.indexOf(choice) + (letters.length > 1 ? 0 : 1);
  const round = [...all.slice(from), ...all.slice(0, from)];
  const labels = new Map(round.map((input) => [input, (input.labels?.[0]?.textContent ?? "").trim().toLocaleLowerCase()]));
  const begins = round.find((input) => labels.get(input).startsWith(letters));
  return begins ?? round.find((input) => labels.get(input).split(/[\s,(/-]+/).some((word) => word.startsWith(letters)));
}
