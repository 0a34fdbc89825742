/** Talking to the server: what the form holds, where it goes, and the ways in which it does not arrive. */

/** The server could not be reached, or is not itself: to be tried again. */
export class Unreachable extends Error {}

/** The sign-in under which the page was made has ended. */
export class SignedOut extends Error {}

const AWAY = new Set([502, 503, 504]); // what a proxy says while the server starts again

/** What a browser would send for the form, with the button that was pressed. @param {HTMLFormElement} form @param {[string, string]} [button] */
export function bodyOf(form, button) {
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  if (button) body.append(...button);
  return body;
}

/** What was typed, to be compared: without what belongs to the page and not to the report. @param {HTMLFormElement} form */
export function contents(form) {
  const body = bodyOf(form);
  for (const name of ["csrfmiddlewaretoken", "token"]) body.delete(name);
  return body.toString();
}

/**
 * Ask the server; answers of every other status are the caller's.
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 * @throws {Unreachable | SignedOut | unknown} the last is the reason of `options.signal` when it was aborted
 */
export async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      ...options,
      headers: { "X-Requested-With": "XMLHttpRequest" },
      credentials: "same-origin",
    });
  } catch (error) {
    if (options.signal?.aborted) throw error; // with the reason of whoever aborted it
    throw new Unreachable(String(error));
  }
  if (answer.status === 401) throw new SignedOut();
  if (AWAY.has(answer.status)) throw new Unreachable(String(answer.status));
  return answer;
}

/** @param {string} address @param {URLSearchParams} body @param {RequestInit} [options] */
export function post(address, body, options = {}) {
  return ask(address, { ...options, method: "POST", body });
}
