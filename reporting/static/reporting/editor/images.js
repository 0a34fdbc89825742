/**
 * Key images are handed in from within the editor: chosen or dropped, sent with a bar that shows how far it is, asked
 * about in a dialog, and taken into the form by the button that does the same without this script.
 */

const SCRIPT = { "X-Requested-With": "XMLHttpRequest" };

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const prepare = () => {
    for (const place of form.querySelectorAll(".attach[data-address]:not([data-ready])")) ready(form, place);
  };
  prepare();
  bus.addEventListener("replaced", prepare);
}

/** @param {HTMLFormElement} form @param {HTMLElement} place */
function ready(form, place) {
  place.dataset.ready = "1";
  const chooser = document.createElement("input"); // without a name: it is no part of the form
  chooser.type = "file";
  chooser.hidden = true;
  place.append(chooser);
  const button = place.querySelector("button[value=images]");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    chooser.click();
  });
  chooser.addEventListener("change", () => {
    if (chooser.files.length) send(form, place, chooser.files[0]);
    chooser.value = "";
  });
  const section = place.closest("section") ?? place;
  const over = (/** @type {DragEvent} */ event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    place.classList.toggle("attach-over", event.type === "dragover");
  };
  for (const type of ["dragover", "dragleave", "drop"]) section.addEventListener(type, over);
  section.addEventListener("drop", (event) => {
    if (event.dataTransfer.files.length) send(form, place, event.dataTransfer.files[0]);
  });
}

/** @param {HTMLElement} place @param {string} sentence @param {boolean} wrong */
function say(place, sentence, wrong = false) {
  const said = place.querySelector(".attach-said");
  const words = document.createElement("p");
  words.textContent = sentence;
  if (wrong) words.className = "wrong";
  said.replaceChildren(...(sentence ? [words] : []));
  return said;
}

/** @param {HTMLFormElement} form @param {HTMLElement} place @param {File} file */
function send(form, place, file) {
  if (file.size > Number(place.dataset.most)) {
    say(place, place.dataset.tooLarge, true);
    return;
  }
  const said = say(place, place.dataset.sending.replace("{name}", file.name));
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.setAttribute("aria-label", said.textContent);
  said.append(bar);
  const body = tokens(form);
  body.append("file", file);
  const request = new XMLHttpRequest(); // fetch does not tell how much has been sent
  request.open("POST", place.dataset.address);
  for (const [name, value] of Object.entries(SCRIPT)) request.setRequestHeader(name, value);
  request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = loaded / total));
  request.addEventListener("error", () => say(place, place.dataset.failed, true));
  request.addEventListener("load", () => answered(form, place, request.status, request.responseText));
  request.send(body);
}

/** The secrets of the page, without what is typed. @param {HTMLFormElement} form */
function tokens(form) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "token"]) body.append(name, form.querySelector(`[name=${name}]`).value);
  return body;
}

/** @param {HTMLFormElement} form @param {HTMLElement} place @param {number} status @param {string} text */
async function answered(form, place, status, text) {
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    say(place, status === 401 ? place.dataset.signedOut : place.dataset.failed, true);
    return;
  }
  if (told.sentence) say(place, told.sentence, true);
  if (told.attach) take(form, place, told.attach);
  if (told.choose) {
    say(place, "");
    await ask(form, place, told.choose);
  }
}

/** Press the button that takes a stored image into the report. @param {HTMLFormElement} form @param {string} digest */
function take(form, place, digest) {
  say(place, "");
  const button = document.createElement("button");
  Object.assign(button, { name: "attach", value: digest, hidden: true });
  button.setAttribute("formaction", "#key_images");
  form.append(button);
  form.requestSubmit(button);
  button.remove();
}

/** What the file leaves open, in a dialog. @param {HTMLFormElement} form @param {HTMLElement} place @param {string} address */
async function ask(form, place, address) {
  const dialog = document.createElement("dialog");
  dialog.className = "attaching";
  const title = document.createElement("h2");
  title.textContent = place.dataset.title;
  title.id = "attaching_title";
  dialog.setAttribute("aria-labelledby", title.id);
  const inside = document.createElement("div");
  const close = document.createElement("button");
  Object.assign(close, { type: "button", className: "btn btn-outline-secondary", textContent: place.dataset.close });
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, inside, close);
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    place.querySelector("button[value=images]").focus();
  });
  const show = async (/** @type {Response} */ answer) => {
    const text = await answer.text();
    if (answer.headers.get("Content-Type")?.startsWith("text/html") && text.includes('class="choose"')) {
      inside.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
      (inside.querySelector("[aria-invalid]") ?? inside.querySelector("input:not([type=hidden])"))?.focus();
      return;
    }
    dialog.close();
    await answered(form, place, answer.status, text);
  };
  const call = async (/** @type {RequestInit} */ options) => {
    try {
      await show(await fetch(address, { ...options, headers: SCRIPT }));
    } catch {
      dialog.close();
      say(place, place.dataset.failed, true);
    }
  };
  inside.addEventListener("submit", (event) => {
    event.preventDefault();
    const { target, submitter } = /** @type {SubmitEvent & { target: HTMLFormElement }} */ (event);
    const body = new FormData(target);
    if (submitter?.getAttribute("name")) body.append(submitter.getAttribute("name"), "1");
    call({ method: "POST", body });
  });
  inside.addEventListener("change", ({ target }) => {
    const picture = /** @type {HTMLImageElement | null} */ (inside.querySelector(".choose-frame[data-frames]"));
    const number = Number(/** @type {HTMLInputElement} */ (target).value);
    if (target.name !== "frame" || !(number >= 1 && number <= Number(picture?.dataset.frames))) return;
    picture.src = picture.src.replace(/\d+\/$/, `${number}/`);
    picture.alt = picture.alt.replace(/\d+/, String(number));
  });
  await call({});
  if (dialog.isConnected) dialog.showModal();
}
