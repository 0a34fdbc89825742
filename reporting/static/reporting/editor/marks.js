/** Marks at the fields: what is still needed to sign, and what cannot be read. */

/** @typedef {{ at: string, kind: string, text: string }} Mark at: the id of the element */

/**
 * A field is not called wrong while somebody types into it, but when he or she leaves it; it is called right at once.
 * @param {HTMLFormElement} form
 * @returns {(marks: Mark[] | null) => void}
 */
export function marker(form) {
  /** @type {Mark[] | null} */
  let marks = null; // until the first change the page shows what the server drew
  function draw() {
    if (!marks) return;
    const of = (kind) => new Map(marks.filter((mark) => mark.kind === kind).map((mark) => [mark.at, mark.text]));
    const needed = of("needed");
    const wrong = of("wrong");
    for (const answer of form.querySelectorAll(".answer")) {
      const id = answer.id || answer.querySelector("[id^=id_]")?.id;
      if (!id) continue;
      markNeeded(answer.querySelector(":scope > label, :scope > legend"), needed.has(id), form.dataset.needed);
      markWrong(answer, document.getElementById(id), wrong.get(id));
    }
    for (const total of form.querySelectorAll("input[name$=-TOTAL]")) {
      markList(total, needed.get(total.name.replace(/-TOTAL$/, "")));
    }
  }
  form.addEventListener("focusout", () => setTimeout(draw));
  return (next) => {
    marks = next;
    draw();
  };
}

/** @param {Element | null} label @param {boolean} isNeeded @param {string} words */
function markNeeded(label, isNeeded, words) {
  const mark = label?.querySelector(".needed");
  if (!label || Boolean(mark) === isNeeded) return;
  if (mark) mark.remove();
  else label.append(" ", element("span", "needed", words));
}

/** @param {Element} total @param {string | undefined} question */
function markList(total, question) {
  const mark = total.parentElement.querySelector(":scope > p.needed");
  if (mark && !question) mark.remove();
  if (!mark && question) total.after(element("p", "needed", question));
}

/** @param {Element} answer @param {Element} control @param {string | undefined} message */
function markWrong(answer, control, message) {
  const shown = answer.querySelector(":scope > .wrong");
  if ((shown?.textContent ?? "") === (message ?? "")) return;
  if (message && !shown && answer.contains(document.activeElement)) return;
  shown?.remove();
  answer.classList.toggle("answer-wrong", Boolean(message));
  const error = `${control.id}_error`;
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== error);
  describe(control, message ? [error, ...others] : others);
  control.removeAttribute("aria-invalid");
  if (!message) return;
  control.setAttribute("aria-invalid", "true");
  const told = element("p", "wrong", message);
  told.id = error;
  (answer.querySelector(":scope > .hint") ?? { before: (each) => answer.append(each) }).before(told);
}

/** @param {Element} control @param {string[]} ids */
function describe(control, ids) {
  if (ids.length) control.setAttribute("aria-describedby", ids.join(" "));
  else control.removeAttribute("aria-describedby");
}

/** @param {string} tag @param {string} name @param {string} text */
function element(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  return made;
}
