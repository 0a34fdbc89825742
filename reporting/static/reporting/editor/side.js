/**
 * The ordered side stands already; another one is a question that must be answered before anything is placed on it.
 *
 * A page that is loaded anew asks again, until the alert about it is left standing with a reason.
 */

import { hear, set } from "./bus.js";
import { element } from "./picker-widget.js";

const SIDE = /^ducts-\d+-side$/;
const OPEN = "sideAsked";
const ALERT = "side-not-ordered"; // the rule that does not let it be signed without a reason

/** Whether the question about this side is open. @param {HTMLSelectElement | null} control */
export function isOpen(control) {
  return Boolean(control?.dataset[OPEN]);
}

/** @param {HTMLFormElement} form @param {EventTarget} bus @param {DOMStringMap} words @param {() => void} settled */
export function start(form, bus, words, settled) {
  const { ordered } = form.dataset;
  /** Names of the controls whose question is open: it outlives the form's being drawn anew. */
  const open = new Set();
  /** Whether somebody at this page said of a duct that the other side is right. */
  let confirmed = false;
  form.addEventListener("change", ({ target }) => {
    if (!SIDE.test(target.name)) return;
    close(target);
    entitle(target);
    if (departs(target)) ask(target);
    settled();
  });
  look();
  hear(bus, "replaced", look);

  /** Ask where nobody was asked: of a page loaded anew, and of a row that came with the other side. */
  function look() {
    for (const control of form.elements) {
      if (!SIDE.test(control.name) || isOpen(control)) continue;
      if (departs(control) && (open.has(control.name) || !(confirmed || leftStanding(control)))) ask(control);
      else open.delete(control.name);
    }
  }

  /** Whether the alert about this side was left standing, with a reason. */
  function leftStanding({ name }) {
    const path = name.replace(/^ducts-(\d+)-side$/, "ducts[$1].side");
    const rows = form.querySelectorAll(`[name^=overrides-][name$=-path][value="${path}"]`);
    return [...rows].some((row) => form.elements.namedItem(row.name.replace(/path$/, "rule_id"))?.value === ALERT);
  }

  /** The title of the duct names the side that is chosen, not the one the page was made with. */
  function entitle(control) {
    const title = control.closest(".row-duct")?.querySelector(".row-title");
    if (!title) return;
    title.parentElement.querySelector(".side-mark")?.remove();
    if (!["right", "left"].includes(control.value)) return;
    const mark = element("span", { class: `side-mark side-mark-${control.value}` });
    const letter = element("b", { "aria-hidden": "true" });
    letter.textContent = control.value === "right" ? "R" : "L";
    mark.append(letter, ` ${words[control.value]}`);
    title.after(mark);
  }

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
    yes.addEventListener("click", () => {
      confirmed = true;
      answered(control);
    });
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
