/**
 * The form with something done to it by the server (a row added, two people's answers merged), put in place without
 * loading the page anew.
 */

import { tell } from "./bus.js";
import { fill, steadily } from "./exchange.js";
import { bodyOf, contents, post } from "./server.js";

const PARTS = [".editor-alerts", ".rail ul", ".editor-sections", "#missing"];

/**
 * @param {HTMLFormElement} form
 * @param {EventTarget} bus
 * @param {HTMLButtonElement | null} button whose request it is
 * @param {string} sent what the form holds; when it holds something else by the time of the answer, nothing is done
 * @param {URLSearchParams} [body] sent in place of the form's own
 * @returns {Promise<boolean>} false when somebody went on typing
 */
export async function swap(form, bus, button, sent, body = bodyOf(form, named(button))) {
  const answer = await post(form.action, body);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("form#report");
  if (contents(form) !== sent) return false;
  if (fresh) put(form, bus, page, fresh);
  else tell(bus, "leave", { button }); // nothing can be saved from here: the browser shows the page that says so
  return true;
}

/** @param {HTMLFormElement} form @param {EventTarget} bus @param {Document} page @param {HTMLFormElement} fresh */
function put(form, bus, page, fresh) {
  const focused = document.activeElement;
  const range = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : null;
  steadily(() => {
    for (const part of PARTS) fill(form.querySelector(part), fresh.querySelector(part));
    const head = page.querySelector(".editor-head");
    if (head) document.querySelector(".editor-head").replaceWith(head);
    // A save that was under way may have been committed since: its token is newer than what the answer was made from.
    if (Number(fresh.dataset.rowVersion) >= Number(form.dataset.rowVersion)) {
      form.elements.token.value = fresh.elements.token.value;
      form.dataset.rowVersion = fresh.dataset.rowVersion;
    }
    if ("unsaved" in fresh.dataset) form.dataset.unsaved = fresh.dataset.unsaved;
    else delete form.dataset.unsaved;
    const again = focused?.id && !focused.isConnected ? document.getElementById(focused.id) : null;
    again?.focus({ preventScroll: true });
    if (again && range?.[0] != null) again.setSelectionRange(...range);
  });
  tell(bus, "replaced", { clean: !fresh.dataset.unsaved });
}

/** @param {HTMLButtonElement | null} button @returns {[string, string] | undefined} */
function named(button) {
  return button ? [button.name, button.value] : undefined;
}
