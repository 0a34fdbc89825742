/** Buttons of the form: those that save, and those that change the page (rows, proposals, decisions) in place. */

import { hear, tell } from "./bus.js";
import { contents, SignedOut, Unreachable } from "./server.js";
import { swap } from "./swap.js";

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  form.addEventListener("submit", (event) => {
    const button = /** @type {HTMLButtonElement} */ (event.submitter ?? form.querySelector("[name=then]"));
    event.preventDefault();
    if (button.name === "then") tell(bus, "save", { button });
    else press(button);
  });
  // Without the help of a script: the browser goes where the form leads.
  hear(bus, "leave", ({ button }) => {
    form.dataset.leaving = "yes";
    if (button) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: button.name, value: button.value }));
    form.submit();
  });

  /** @param {HTMLButtonElement} button */
  async function press(button) {
    const { hash } = new URL(button.formAction);
    try {
      while (!(await swap(form, bus, button, contents(form))));
      land(hash.slice(1));
    } catch (error) {
      if (error instanceof SignedOut) tell(bus, "signed-out", { button: null });
      else if (error instanceof Unreachable) tell(bus, "status", { state: "unreachable" });
      else throw error;
    }
  }
}

/** Focus what the button leads to, and bring it into sight where it is not. @param {string} id */
function land(id) {
  const target = document.getElementById(id);
  if (!target) return;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  target.focus({ preventScroll: true });
  const { top, bottom } = target.getBoundingClientRect();
  if (top < 0 || bottom > innerHeight) target.scrollIntoView({ block: "center" });
}
