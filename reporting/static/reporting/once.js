/** A form that is sent once: a second click while the answer is on its way does nothing, and the button says why. */

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-once]"))) {
  const button = form.querySelector("button:not([type=button])");
  const words = button?.textContent ?? "";

  form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    if (button) button.textContent = form.dataset.once;
  });
  // Back from the page that followed, the form is as it was.
  addEventListener("pageshow", () => {
    form.removeAttribute("aria-busy");
    if (button) button.textContent = words;
  });
}
