/** When the sign-in ends while a page is open: it is asked for again in place, and the page goes on. */

import { hear, tell } from "./bus.js";
import { ask, SignedOut, Unreachable } from "./server.js";

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const dialog = /** @type {HTMLDialogElement} */ (document.getElementById("signin"));
  const place = dialog.querySelector(".signin-form");
  const notice = document.getElementById("signed-out");
  /** @type {HTMLButtonElement | null} */
  let pressed = null; // what the person wanted to do

  hear(bus, "signed-out", async ({ button }) => {
    pressed = button;
    try {
      resume(await (await ask(form.dataset.presence)).json()); // signed in again in another tab?
    } catch (error) {
      if (!(error instanceof SignedOut || error instanceof Unreachable)) throw error;
      notice.hidden = false;
      if (button && error instanceof SignedOut) await open();
    }
  });
  notice.querySelector("button").addEventListener("click", open);
  dialog.querySelector("[data-later]").addEventListener("click", () => dialog.close());

  async function open() {
    const next = new URLSearchParams({ next: form.dataset.presence });
    await follow(fetch(`${form.dataset.signin}?${next}`));
  }

  /** Show the form that the sign-in asks for now (password, second factor), until it leads back to the report. @param {Promise<Response>} asked */
  async function follow(asked) {
    let answer;
    try {
      answer = await asked;
    } catch {
      return tell(bus, "status", { state: form.dataset.kept ? "offline_kept" : "offline" });
    }
    if (answer.headers.get("content-type")?.startsWith("application/json")) return resume(await answer.json());
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const asks = page.querySelector("main form[method=post]");
    place.replaceChildren(...(asks ? [asks] : page.querySelector("main").childNodes));
    // Buttons that belong to other forms of that page would do nothing here.
    for (const button of place.querySelectorAll("button[form]")) button.remove();
    const step = page.querySelector("main h1");
    if (asks && step && !asks.querySelector("[name=login]")) asks.before(step.textContent.trim());
    const name = place.querySelector("[name=login]");
    if (name) Object.assign(name, { value: form.dataset.username, readOnly: true });
    asks?.addEventListener("submit", (event) => {
      event.preventDefault();
      follow(fetch(asks.action, { method: "POST", body: new URLSearchParams(/** @type {any} */ (new FormData(asks))) }));
    });
    if (!dialog.open) dialog.showModal();
    place.querySelector("input:not([type=hidden]):not([readonly])")?.focus();
    return undefined;
  }

  /** @param {{ person: string, csrf: string }} session */
  function resume({ person, csrf }) {
    const same = person === form.dataset.person;
    document.getElementById("somebody-else").hidden = same;
    if (!same) return;
    for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = csrf;
    place.replaceChildren();
    dialog.close();
    notice.hidden = true;
    tell(bus, "signed-in", { button: pressed });
    pressed = null;
  }
}
