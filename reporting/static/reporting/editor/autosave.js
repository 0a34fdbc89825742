/**
 * Saves the draft two seconds after the last change and when the page is left, and says so only once the server has
 * committed it. One save at a time; the same content sent again is harmless, so whatever got lost is sent again.
 */

import { hear, tell } from "./bus.js";
import { bodyOf, contents, post, SignedOut, Unreachable } from "./server.js";
import { swap } from "./swap.js";

const PAUSE = 2000; // ms after the last change
const PATIENCE = 20_000; // ms for an answer
const RETRY_FIRST = 1000; // ms, doubled each time
const RETRY_LAST = 30_000; // ms
const KEEPALIVE_MAX = 60_000; // bytes: browsers refuse more from a page that is going

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  let saved = form.dataset.unsaved ? null : contents(form); // what the server is known to hold
  let timer = 0;
  let wait = RETRY_FIRST;
  let running = false;
  let queue = Promise.resolve();

  const dirty = () => contents(form) !== saved;
  const status = (state, values = {}) => tell(bus, "status", { state, ...values });

  /** @param {number} pause */
  function schedule(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  /** @param {{ button?: HTMLButtonElement | null, leaving?: boolean }} [options] button: pressed to save */
  function save({ button = null, leaving = false } = {}) {
    clearTimeout(timer);
    queue = queue.then(() => attempt(button, leaving));
    return queue;
  }

  async function attempt(button, leaving) {
    if (!button && !dirty()) return tell(bus, "clean");
    const undecided = form.querySelector("[data-undecided]");
    if (undecided || (!button && form.querySelector("[data-look]"))) {
      status("undecided");
      if (button) undecided.querySelector("button").focus();
      return undefined;
    }
    running = true;
    try {
      await send(button, leaving);
    } catch (error) {
      fail(error, button);
    } finally {
      running = false;
    }
    return undefined;
  }

  async function send(button, leaving) {
    const sent = contents(form);
    const body = bodyOf(form);
    status("saving");
    const keepalive = leaving && body.toString().length < KEEPALIVE_MAX;
    const told = await outcome(await post(form.dataset.save, body, { keepalive, signal: patience() }));
    wait = RETRY_FIRST;
    if (told.state === "saved") committed(told, sent, button);
    else if (told.state === "conflict" || told.state === "look" || (told.state === "invalid" && button)) {
      // The editor's own answer shows it, unless somebody went on typing: then after the next pause.
      if (leaving || !(await swap(form, bus, button, sent))) schedule(PAUSE);
    } else if (told.state === "invalid") status("invalid", { fields: told.fields.join(", ") });
    else if (button) tell(bus, "leave", { button });
    else status("refused", { reason: told.sentence });
  }

  function committed(told, sent, button) {
    form.elements.token.value = told.token;
    form.dataset.rowVersion = told.row_version;
    saved = sent;
    status("saved", { time: told.time });
    tell(bus, "saved", { time: told.time, all: !dirty() });
    if (dirty()) schedule(PAUSE);
    else if (button?.dataset.href) location.assign(button.dataset.href);
  }

  function fail(error, button) {
    if (error instanceof SignedOut) {
      status("signed_out");
      tell(bus, "signed-out", { button });
    } else if (error instanceof Unreachable) {
      status(form.dataset.kept ? "offline_kept" : "offline");
      schedule(wait);
      wait = Math.min(wait * 2, RETRY_LAST);
    } else throw error;
  }

  hear(bus, "changed", () => {
    if (!dirty()) return tell(bus, "clean");
    if (!running) status("typed");
    return schedule(PAUSE);
  });
  hear(bus, "replaced", ({ clean }) => {
    if (clean) saved = contents(form);
    else if (dirty()) schedule(PAUSE);
  });
  hear(bus, "save", save);
  hear(bus, "signed-in", ({ button }) => save({ button }));
  addEventListener("online", () => dirty() && save());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !running && dirty()) save({ leaving: true });
  });
  addEventListener("beforeunload", (event) => {
    if (dirty() && !form.dataset.leaving) event.preventDefault();
  });
  if (saved === null) schedule(PAUSE);
}

/** Gives up after a while, as if the server could not be reached. */
function patience() {
  const control = new AbortController();
  setTimeout(() => control.abort(new Unreachable("no answer")), PATIENCE);
  return control.signal;
}

/** What the server says of a save; a page instead of an answer is a refusal or a fault. @param {Response} answer */
async function outcome(answer) {
  if (answer.headers.get("content-type")?.startsWith("application/json")) return answer.json();
  if (answer.status >= 500) throw new Unreachable(String(answer.status));
  return { state: "refused", sentence: String(answer.status) };
}
