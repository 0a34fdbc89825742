/** The line that says how things stand: saved, saving, kept here, or not saved and why. */

import { announce } from "./announce.js";
import { hear } from "./bus.js";
import { steadily } from "./exchange.js";

const SPOKEN = new Set(["offline", "offline_kept", "invalid", "undecided", "refused", "signed_out", "brought_back"]);

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const words = document.getElementById("words").dataset;
  /** @type {{ state: string, sentence: string } | null} */
  let shown = null;

  function draw() {
    const line = form.querySelector(".save-state");
    if (!shown || !line || line.textContent === shown.sentence) return;
    line.textContent = shown.sentence;
    line.dataset.state = shown.state;
  }

  hear(bus, "status", ({ state, ...values }) => {
    const key = state.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
    const sentence = words[key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    if (SPOKEN.has(state) && shown?.sentence !== sentence) announce(sentence);
    shown = { state, sentence };
    draw();
  });
  hear(bus, "replaced", draw);
  hear(bus, "saved", () => {
    const alerts = form.querySelector(".editor-alerts"); // what they told has been mended
    if (alerts?.childElementCount) steadily(() => alerts.replaceChildren());
  });
}
