/** On a small screen only what stands in the way of a signature is open; the rest of the panel unfolds by its headings. */

const SMALL = "(max-width: 40rem)";

/** @param {HTMLFormElement} form */
export function start(form) {
  if (!matchMedia(SMALL).matches) return;
  const [, ...others] = form.querySelectorAll("#missing > details");
  for (const details of others) details.open = false;
}
