/**
 * A place on a picture as one control with two values.
 *
 * ARIA has no role for a value of two dimensions. `role="application"` would take all keys from a screen reader and
 * give it nothing to say; one `slider` has one value only. So the picture carries two native sliders in a named group,
 * as colour areas do: each speaks the whole place as its value, arrow keys of either direction reach the right one, and
 * a screen reader on a touch screen finds both. They have no name, so that no browser sends them.
 */

import { set } from "./bus.js";

let made = 0;

/**
 * @typedef {object} Axis one of the two values; `null` is none
 * @property {string} label
 * @property {number} min
 * @property {number} max
 * @property {number} first what the first arrow key chooses; where it is undefined, it counts from `min`
 * @property {boolean} [turns] after the last value comes the first
 * @property {number} [page] what Page Up and Page Down add
 *
 * @typedef {object} Model
 * @property {Element} face @property {Axis[]} axes @property {string[]} names of the controls that are read
 * @property {(HTMLInputElement | HTMLSelectElement)[]} fills every control that it writes
 * @property {() => void} [follow] what goes with a value that was typed
 * @property {string} help
 * @property {() => (number | null)[]} read
 * @property {(values: (number | null)[]) => void} write
 * @property {(x: number, y: number) => (number | null)[]} at the values of a point of the picture
 * @property {(values: (number | null)[]) => string} told
 * @property {(values: (number | null)[], label: string) => Element[]} mark
 */

const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowDown: [1, -1], ArrowUp: [1, 1] };
const PAGES = { PageDown: -1, PageUp: 1 };

/** @param {Model} model @param {DOMStringMap} words @param {string} what @param {string} label */
export function picker(model, words, what, label) {
  const id = `picker-${++made}`;
  const box = element("div", { class: "picker", role: "group", "aria-label": words.title.replace("{what}", what) });
  const picture = element("div", { class: "picker-picture" });
  const value = element("p", { class: "picker-value", "aria-hidden": "true" });
  const help = element("p", { class: "visually-hidden", id: `${id}-help` });
  const marks = svg("g", { class: "picker-mark" });
  const ranges = model.axes.map((axis) => range(axis, help.id));
  help.textContent = model.help;
  model.face.append(marks);
  picture.append(model.face, ...ranges);
  box.append(picture, value, help);
  let kept = contents();

  function contents() {
    return model.fills.map(({ value }) => value);
  }

  function show() {
    const values = model.read();
    const told = model.told(values);
    value.textContent = told;
    marks.replaceChildren(...model.mark(values, label));
    ranges.forEach((input, which) => {
      input.value = String(values[which] ?? model.axes[which].first ?? model.axes[which].min);
      input.setAttribute("aria-valuetext", told);
    });
  }

  function choose(values) {
    model.write(values);
    show();
  }

  function step(which, by) {
    const axis = model.axes[which];
    const values = model.read();
    const now = values[which];
    if (now === null && axis.first !== undefined) values[which] = axis.first;
    else if (axis.turns) values[which] = ((now - axis.min + by + axis.max) % axis.max) + axis.min;
    else values[which] = bounded(axis, (now ?? axis.min) + by);
    goTo(which);
    choose(values);
  }

  function goTo(which) {
    ranges.forEach((input, position) => (input.tabIndex = position === which ? 0 : -1));
    ranges[which].focus({ preventScroll: true });
  }

  picture.addEventListener("keydown", (event) => {
    const [clock, far] = model.axes;
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (key in KEYS) step(...KEYS[key]);
    else if (key in PAGES) step(1, PAGES[key] * (far.page ?? 1));
    else if (key === "Home" || key === "End") edge(key === "Home" ? far.min : (far.end ?? far.max));
    else if (key === "Delete" || key === "Backspace") choose([clock, far].map(() => null));
    else if (key === "Escape" && String(kept) !== String(contents())) giveBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  function giveBack() {
    model.fills.forEach((control, which) => set(control, kept[which]));
    show();
  }
  function edge(to) {
    goTo(1);
    choose([model.read()[0], to]);
  }

  // Assistive technology moves a native slider without any key.
  ranges.forEach((input, which) => {
    for (const type of ["input", "change"]) input.addEventListener(type, (event) => event.stopPropagation());
    input.addEventListener("input", () => choose(model.read().map((now, of) => (of === which ? input.valueAsNumber : now))));
  });
  picture.addEventListener("focusin", ({ relatedTarget }) => {
    if (!picture.contains(relatedTarget)) kept = contents();
  });

  function point(event) {
    // The picture may be smaller than its element, and stand in its middle.
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(model.face.getScreenCTM().inverse());
    choose(model.at(x, y));
  }
  // A mouse may also draw; a finger only taps, because drawing it scrolls the page.
  picture.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType !== "mouse") return;
    event.preventDefault();
    goTo(0);
    picture.setPointerCapture(event.pointerId);
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) point(event);
  });
  picture.addEventListener("click", (event) => {
    if (!picture.contains(document.activeElement)) goTo(0);
    point(event);
  });

  show();
  return { box, show, names: model.names, follow: model.follow };
}

/** @param {Axis} axis @param {string} help */
function range(axis, help) {
  const input = element("input", {
    type: "range",
    class: "picker-range",
    min: axis.min,
    max: axis.max,
    "aria-label": axis.label,
    "aria-describedby": help,
    tabindex: axis.turns || axis.leads ? 0 : -1,
  });
  return /** @type {HTMLInputElement} */ (input);
}

function bounded({ min, max }, value) {
  return Math.min(max, Math.max(min, Math.round(value * 10) / 10));
}

/** @param {string} tag @param {Record<string, any>} attributes */
export function element(tag, attributes) {
  const found = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  return found;
}

/** @param {string} tag @param {Record<string, any>} attributes @param {string} [text] */
export function svg(tag, attributes, text = "") {
  const found = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) found.setAttribute(name, value);
  found.textContent = text;
  return found;
}

/** A mark with its number at a point of the picture, in its millimetres. */
export function spot(x, y, label) {
  const text = svg("text", { x, y: y + 0.9, "text-anchor": "middle", "font-size": 2.6, "font-weight": 700, class: "picker-number" }, label);
  return [svg("circle", { cx: x, cy: y, r: 2.2, class: "picker-spot" }), text];
}
