/** The ordered side stands already; another one is a question that must be answered before anything is placed on it. */

import { hear, set } from "./bus.js";
import { element } from "./picker-widget.js";

const SIDE = /^ducts-\d+-side$/;
const OPEN = "sideAsked";

/** Whether the question about this side is open. @param {HTMLSelectElement | null} control */
export function isOpen(control) {
  return Boolean(control?.dataset[OPEN]);
}

/** @param {HTMLFormElement} form @param {EventTarget} bus @param {DOMStringMap} words @param {() => void} settled */
export function start(form, bus, words, settled) {
  const { ordered } = form.dataset;
  /** Names of the controls whose question is open: it outlives the form's being drawn anew. */
  const open = new Set();
  form.addEventListener("change", ({ target }) => {
    if (!SIDE.test(target.name)) return;
    close(target);
    if (departs(target)) ask(target);
    settled();
  });
  hear(bus, "replaced", () => {
    for (const name of open) {
      const control = form.elements.namedItem(name);
      if (control && departs(control)) ask(control);
      else open.delete(name);
    }
  });

  function departs({ value }) {
    return ["right", "left"].includes(ordered) && ["right", "left"].includes(value) && value !== ordered;
  }

  function ask(control) {
    control.dataset[OPEN] = "1";
    open.add(control.name);
    const named = (text) => text.replace("{ordered}", words[ordered]).replace("{chosen}", words[control.value]);
    const box = element("div", { class: "side-question notice notice-warning", role: "alert" });
    const said = element("p", {});
    said.textContent = named(words.asked);
    const [yes, no] = [words.yes, words.no].map((text) => {
      const button = element("button", { type: "button", class: "btn btn-sm btn-outline-secondary" });
      button.textContent = named(text);
      return button;
    });
    yes.addEventListener("click", () => answered(control));
    no.addEventListener("click", () => {
      set(control, ordered);
      answered(control);
    });
    box.append(said, yes, no);
    control.closest(".answers").after(box);
  }

  function answered(control) {
    close(control);
    control.focus();
    settled();
  }

  function close(control) {
    delete control.dataset[OPEN];
    open.delete(control.name);
    const next = control.closest(".answers").nextElementSibling;
    if (next?.matches(".side-question")) next.remove();
  }

  // No signature over an open question.
  form.addEventListener("click", (event) => {
    if (!event.target.closest("button[name=then][value=sign]")) return;
    const asked = form.querySelector(".side-question button");
    if (!asked) return;
    event.preventDefault();
    asked.focus();
  });
}
