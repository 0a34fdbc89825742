/**
 * One key for each step of the usual report. Function keys, because no letter may be taken from somebody who types
 * or listens to a screen reader; only “?” is a character, does nothing in a box, and can be switched off.
 */

import { announce } from "./announce.js";
import { hear } from "./bus.js";

const QUESTION = "ductogram.question-mark";

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const help = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
  if (!help) return;
  const off = /** @type {HTMLInputElement} */ (help.querySelector("[data-question-off]"));
  off.checked = localStorage.getItem(QUESTION) === "off";
  off.addEventListener("change", () => localStorage.setItem(QUESTION, off.checked ? "off" : "on"));
  const offer = () => {
    const opener = /** @type {HTMLElement | null} */ (document.querySelector("[data-keys]"));
    if (opener) opener.hidden = false;
  };
  offer();
  hear(bus, "replaced", offer);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("[data-keys]")) help.showModal();
  });

  const steps = {
    F2: ({ shiftKey }) => next(help, shiftKey ? -1 : 1),
    F4: () => press(form, "fill", "normal"),
    F8: () => press(form, "confirm", "all") || press(form, "confirm", "safety"),
    F9: () => press(form, "then", "sign"),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const asks = event.key === "?" && !off.checked && !isTyping(event.target);
    const step = asks ? () => help.showModal() : steps[event.key];
    if (!step) return;
    event.preventDefault();
    step(event);
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  const box = /** @type {HTMLElement | null} */ (target);
  return Boolean(box?.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])"));
}

/** Press a button of the form, whether it is in sight or not. Returns whether there is one. */
function press(form, name, value) {
  const button = form.querySelector(`button[name="${name}"][value="${value}"]:not([tabindex="-1"])`);
  button?.click();
  return Boolean(button);
}

/** Go to the next thing that stands in the way of a signature, seen from where the focus is. */
function next(help, direction) {
  const links = [...document.querySelectorAll("#panel-to-sign .missing:not(.notes) a[href^='#']")];
  const places = [...new Set(links.map((link) => link.hash.slice(1)))].map((id) => document.getElementById(id)).filter(Boolean);
  places.sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  const here = document.activeElement;
  const after = places.filter((place) => follows(here, place, direction) && !place.contains(here));
  const target = direction > 0 ? (after[0] ?? places[0]) : (after.at(-1) ?? places.at(-1));
  if (!target) return announce(help.dataset.nothingMissing ?? "");
  for (let folded = target.closest("details:not([open])"); folded; folded = folded.parentElement?.closest("details:not([open])")) {
    folded.open = true;
  }
  const control = target.matches("input, select, textarea") ? target : (toAnswer(target) ?? target);
  control.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center", behavior: "instant" });
  if (control instanceof HTMLInputElement && control.type === "text") control.select();
}

/** The first control of a group without an answer, or else its first control. @param {HTMLElement} group */
function toAnswer(group) {
  const controls = [...group.querySelectorAll("input:not([type=hidden]), select, textarea")];
  return controls.find((control) => control.value === "" && control.checkVisibility()) ?? controls[0];
}

/** Whether `place` comes after `here` in the page; before it, for a negative direction. */
function follows(here, place, direction) {
  if (!here || here === document.body) return true;
  const wanted = direction > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  return Boolean(here.compareDocumentPosition(place) & wanted);
}
