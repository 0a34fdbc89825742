/**
 * The panel, the rail and the marks at the fields follow what is typed. They are drawn by the server, so that there
 * is one set of rules; focus and scroll stay where they are.
 */

import { announce } from "./announce.js";
import { hear, tell } from "./bus.js";
import { exchange, steadily } from "./exchange.js";
import { marker } from "./marks.js";
import { bodyOf, contents, post, SignedOut, Unreachable } from "./server.js";

const PAUSE = 60; // ms without a change before the server is asked

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const mark = marker(form);
  let timer = 0;
  let asked = new AbortController();
  let shown = contents(form); // what the panel was drawn for

  async function draw() {
    const typed = contents(form);
    if (typed === shown) return; // heard twice: as it was typed, and as the field was left
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await post(form.dataset.live, bodyOf(form), { signal });
      const text = await answer.text();
      if (!answer.ok || signal.aborted) return;
      shown = typed;
      steadily(() => show(new DOMParser().parseFromString(text, "text/html")));
    } catch (error) {
      // Saving tells of these; the panel is drawn again with the next change.
      if (!(error instanceof SignedOut || error instanceof Unreachable || signal.aborted)) throw error;
    }
  }

  /** @param {Document} drawn */
  function show(drawn) {
    exchange(form.querySelector(".rail ul"), drawn.querySelector(".rail ul"));
    exchange(form.querySelector("#missing"), drawn.querySelector("#missing"));
    for (const offer of drawn.querySelectorAll(".offer")) {
      const shown = form.querySelector(`#${offer.id}`);
      if (shown) exchange(shown, offer);
    }
    mark(
      [...drawn.querySelectorAll("#marks li")].map(({ dataset, textContent }) => ({
        at: dataset.at,
        kind: dataset.kind,
        text: textContent,
      })),
    );
    announce(drawn.querySelector("#summary")?.textContent.trim() ?? "");
    tell(bus, "panel");
  }

  // On a narrow screen the rail runs sideways; browsers leave a link there that is half in sight as it is.
  form.querySelector(".rail").addEventListener("focusin", ({ target }) => target.scrollIntoView({ block: "nearest", inline: "nearest" }));
  hear(bus, "changed", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, PAUSE);
  });
  hear(bus, "replaced", () => {
    clearTimeout(timer);
    asked.abort();
    shown = contents(form);
    mark(null);
  });
}
