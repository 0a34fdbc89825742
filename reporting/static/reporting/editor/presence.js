/** Who else has this draft open, and whether somebody saved it meanwhile. */

import { announce } from "./announce.js";
import { hear, tell } from "./bus.js";
import { ask, contents, SignedOut, Unreachable } from "./server.js";
import { swap } from "./swap.js";

const BEAT = 15_000; // ms

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const line = document.getElementById("presence");
  let clean = !form.dataset.unsaved;
  hear(bus, "changed", () => (clean = false));
  hear(bus, "clean", () => (clean = true));
  hear(bus, "saved", ({ all }) => (clean = all));
  hear(bus, "replaced", (detail) => (clean = detail.clean));

  async function beat() {
    if (document.visibilityState === "hidden") return;
    try {
      const answer = await ask(form.dataset.presence);
      if (!answer.ok) return;
      const { others, row_version: theirs } = await answer.json();
      show(others);
      // Whoever has typed nothing is shown at once what another saved; a save of one's own finds it otherwise.
      if (clean && theirs > Number(form.dataset.rowVersion)) await swap(form, bus, null, contents(form));
    } catch (error) {
      if (error instanceof SignedOut) tell(bus, "signed-out", { button: null });
      else if (!(error instanceof Unreachable)) throw error;
    }
  }

  /** @param {string} sentence who else is here, "" for nobody */
  function show(sentence) {
    if (line.textContent === sentence) return;
    line.textContent = sentence;
    line.hidden = !sentence;
    if (sentence) announce(sentence);
  }

  setInterval(beat, BEAT);
  document.addEventListener("visibilitychange", beat);
  beat();
}
