/**
 * What the parts of the editor tell each other. A bus is a plain EventTarget; its events are
 *
 * - `changed`: a control changed, by hand or by program; `detail.name` is the name of the control
 * - `saved`: the server has committed the draft; `detail.time` is its time in words
 * - `panel`: the live panel was drawn anew
 * - `replaced`: groups of the form were swapped in place; elements found before are gone
 *
 * A part that sets a control by program calls `set`, so that everybody hears of it.
 */

/** @param {EventTarget} bus @param {string} type @param {object} [detail] */
export function tell(bus, type, detail = {}) {
  bus.dispatchEvent(new CustomEvent(type, { detail }));
}

/** @param {EventTarget} bus @param {string} type @param {(detail: any) => void} listener */
export function hear(bus, type, listener) {
  bus.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));
}

/** Give a control a value as if it had been typed. @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control @param {string} value */
export function set(control, value) {
  if (control.value === value) return;
  control.value = value;
  for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }));
}
