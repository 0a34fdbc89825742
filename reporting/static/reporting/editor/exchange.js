/** Swapping parts of the page for newer ones without moving focus or scroll, or closing what was opened. */

/** Elements whose newer content waits until the focus has left them. @type {WeakMap<Element, Element>} */
const waiting = new WeakMap();

/** Give `shown` the content of `fresh`; while the focus is inside, as soon as it has left. @param {Element | null} shown @param {Element | null} fresh */
export function exchange(shown, fresh) {
  if (!shown || !fresh) return;
  if (!shown.contains(document.activeElement)) {
    fill(shown, fresh);
    return;
  }
  if (!waiting.has(shown)) shown.addEventListener("focusout", () => setTimeout(() => retry(shown)), { once: true });
  waiting.set(shown, fresh);
}

/** @param {Element} shown */
function retry(shown) {
  const fresh = waiting.get(shown);
  waiting.delete(shown);
  if (fresh) exchange(shown, fresh);
}

/** @param {Element} shown @param {Element} fresh */
export function fill(shown, fresh) {
  const open = opened(shown);
  const { scrollTop, scrollLeft } = shown;
  shown.replaceChildren(...fresh.childNodes);
  for (const [key, details] of folds(shown)) if (open.has(key)) details.open = open.get(key);
  Object.assign(shown, { scrollTop, scrollLeft });
}

/** Which folds are open, by names that stay. @param {Element} part @returns {Map<string, boolean>} */
function opened(part) {
  return new Map([...folds(part)].map(([key, details]) => [key, details.open]));
}

/** @param {Element} part @returns {Map<string, HTMLDetailsElement>} */
function folds(part) {
  const found = new Map();
  const nameless = new Map();
  for (const details of part.querySelectorAll("details")) {
    const home = `${details.parentElement.closest("[id]")?.id ?? ""} ${details.className}`;
    const number = nameless.get(home) ?? 0;
    nameless.set(home, number + 1);
    found.set(details.id || `${home} ${number}`, details);
  }
  return found;
}

/**
 * Change the page while what somebody looks at stays where it is on the screen: the focused element, or the middle.
 * @param {() => void} change
 */
export function steadily(change) {
  const focused = document.activeElement;
  const looked = focused === document.body ? document.elementFromPoint(innerWidth / 2, innerHeight / 2) : focused;
  const held = looked?.closest("[id]");
  const top = held?.getBoundingClientRect().top ?? 0;
  change();
  const now = held?.isConnected ? held : held && document.getElementById(held.id);
  if (now) scrollBy(0, now.getBoundingClientRect().top - top);
}
