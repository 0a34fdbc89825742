/**
 * What is typed and not saved yet is kept in this browser, encrypted, and brought back when the report is opened again.
 *
 * The key comes with the page of somebody who is signed in, and is the same for the same person and report; it is
 * never stored. Signing out empties the browser's storage (see docs/adr), after which nothing is kept any more.
 */

import { hear, tell } from "./bus.js";
import { contents, bodyOf, SignedOut, Unreachable } from "./server.js";
import { swap } from "./swap.js";

const PAUSE = 300; // ms without a change
const SIGNED_IN = "signed-in"; // gone from the storage once somebody signed out

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export async function start(form, bus) {
  const secret = form.dataset.key;
  delete form.dataset.key;
  if (!secret || !globalThis.crypto?.subtle) return; // nothing is kept rather than readable
  const place = `typed ${form.dataset.report} ${form.dataset.person}`;
  const found = localStorage.getItem(place);
  const visit = (localStorage[SIGNED_IN] ??= crypto.randomUUID());
  let timer = 0;
  const drop = () => {
    clearTimeout(timer);
    localStorage.removeItem(place);
  };

  const key = await crypto.subtle.importKey("raw", bytes(secret), "AES-GCM", false, ["encrypt", "decrypt"]);
  form.dataset.kept = "yes";

  async function keep() {
    const sealed = await seal(key, bodyOf(form).toString());
    if (localStorage[SIGNED_IN] === visit) localStorage.setItem(place, sealed);
  }

  hear(bus, "changed", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  hear(bus, "replaced", ({ clean }) => (clean ? drop() : keep()));
  hear(bus, "saved", ({ all }) => all && drop());
  hear(bus, "clean", drop);
  if (found) await bringBack(found);

  /** @param {string} sealed @returns {Promise<void>} */
  async function bringBack(sealed) {
    const typed = await unseal(key, sealed);
    if (typed === null) return drop(); // the site has other keys by now
    const body = new URLSearchParams(typed);
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("bring_back", "1");
    try {
      if (await swap(form, bus, null, contents(form), body)) tell(bus, "status", { state: "brought_back" });
    } catch (error) {
      if (!(error instanceof SignedOut || error instanceof Unreachable)) throw error;
    }
  }
}

/** @param {CryptoKey} key @param {string} text @returns {Promise<string>} nonce and ciphertext, as base64 */
async function seal(key, text) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
  let binary = "";
  for (const byte of [...iv, ...new Uint8Array(sealed)]) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @param {CryptoKey} key @param {string} sealed @returns {Promise<string | null>} null: sealed with another key */
async function unseal(key, sealed) {
  try {
    const all = bytes(sealed);
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: all.slice(0, 12) }, key, all.slice(12));
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}

/** @param {string} base64 */
function bytes(base64) {
  return Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
}
