/**
 * Arrows on key images: they follow their fields, and a click or the arrow keys on a picture fill the fields. The form
 * of an arrow comes with the page, so that it is the same on paper.
 */

import { announce } from "./announce.js";
import { set } from "./bus.js";

const SVG = "http://www.w3.org/2000/svg";
const STEP = 0.01; // of the width or height; five times that with Shift
const TURN = 15; // degrees
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  /** Which arrow of each image moves: the row that was typed into last. @type {Map<string, string>} */
  const active = new Map();
  /** Where an arrow is to be put whose row is not there yet. @type {{ image: string, at: [number, number] } | null} */
  let wanted = null;

  function prepare() {
    for (const picture of form.querySelectorAll(".picture-point:not([data-ready])")) ready(picture);
    if (wanted) {
      const { image, at } = wanted;
      wanted = null;
      const row = rows(form, image).at(-1);
      if (row && !value(form, row, "x")) {
        active.set(image, row);
        put(image, row, at);
      }
    }
    draw();
  }

  function draw() {
    for (const picture of form.querySelectorAll(".picture-point")) drawOn(form, picture, active.get(picture.dataset.row));
  }

  /** @param {string} image @param {string} row @param {[number, number]} at */
  function put(image, row, at) {
    const [x, y] = at.map((share) => Math.min(1, Math.max(0, share)));
    set(control(form, row, "x"), x.toFixed(3));
    set(control(form, row, "y"), y.toFixed(3));
    if (!value(form, row, "direction_degrees")) set(control(form, row, "direction_degrees"), "45");
    tell(image, row);
  }

  /** @param {string} image @param {string} row */
  function tell(image, row) {
    const finding = /** @type {HTMLSelectElement} */ (control(form, row, "finding"));
    const percent = (name) => String(Math.round(number(form, row, name) * 100));
    const facts = {
      arrow: String(Number(row.split("-").at(-1)) + 1),
      finding: finding.selectedOptions[0]?.text || "–",
      x: percent("x"),
      y: percent("y"),
      degrees: value(form, row, "direction_degrees"),
    };
    const spoken = form.querySelector(`.picture-point[data-row="${image}"]`)?.dataset.spoken ?? "";
    announce(spoken.replace(/\{(\w+)\}/g, (_all, name) => facts[name]));
  }

  /** @param {string} image @param {[number, number]} at */
  function add(image, at) {
    wanted = { image, at };
    /** @type {HTMLButtonElement | null} */
    const button = form.querySelector(`button[name=add][value="${image}-arrows"]`);
    button?.click();
  }

  /** @param {HTMLElement} picture */
  function ready(picture) {
    const image = picture.dataset.row;
    picture.dataset.ready = "1";
    picture.tabIndex = 0;
    picture.setAttribute("role", "application"); // the keys below are the picture's own
    picture.setAttribute("aria-label", picture.dataset.label);
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      const at = /** @type {[number, number]} */ ([
        (event.clientX - box.left) / box.width,
        (event.clientY - box.top) / box.height,
      ]);
      const row = current(image);
      if (row) put(image, row, at);
      else add(image, at);
      picture.focus();
    });
    picture.addEventListener("keydown", (event) => {
      const move = MOVES[event.key];
      const turn = { PageUp: -TURN, PageDown: TURN }[event.key];
      if (!move && !turn && event.key !== "Insert") return;
      event.preventDefault();
      const row = current(image);
      if (event.key === "Insert" || !row) {
        add(image, [0.5, 0.5]);
      } else if (move) {
        const step = STEP * (event.shiftKey ? 5 : 1);
        const from = [number(form, row, "x", 0.5), number(form, row, "y", 0.5)];
        put(image, row, [from[0] + move[0] * step, from[1] + move[1] * step]);
      } else {
        const degrees = number(form, row, "direction_degrees") + turn;
        set(control(form, row, "direction_degrees"), String((degrees + 360) % 360));
        tell(image, row);
      }
    });
  }

  /** The arrow that moves: the one typed into last, or the first without a place, or the last. @param {string} image */
  function current(image) {
    const all = rows(form, image);
    const chosen = active.get(image);
    if (chosen && all.includes(chosen)) return chosen;
    return all.find((row) => !value(form, row, "x")) ?? all.at(-1);
  }

  form.addEventListener("focusin", ({ target }) => {
    const found = /^(key_images-\d+)-arrows-\d+/.exec(/** @type {HTMLInputElement} */ (target).name ?? "");
    if (!found) return;
    active.set(found[1], found[0]);
    draw();
  });
  bus.addEventListener("changed", (event) => {
    if (/^(key_images|ducts|breast)-/.test(/** @type {CustomEvent} */ (event).detail.name)) draw();
  });
  bus.addEventListener("replaced", prepare);
  prepare();
}

/** Names of the arrow rows of an image. @param {HTMLFormElement} form @param {string} image */
function rows(form, image) {
  const total = Number(control(form, `${image}-arrows`, "TOTAL")?.value ?? 0);
  return Array.from({ length: total }, (_none, index) => `${image}-arrows-${index}`);
}

/** @param {HTMLFormElement} form @param {string} row @param {string} name @returns {HTMLInputElement} */
function control(form, row, name) {
  return form.elements.namedItem(`${row}-${name}`);
}

/** @param {HTMLFormElement} form @param {string} row @param {string} name */
function value(form, row, name) {
  return control(form, row, name)?.value.trim() ?? "";
}

/** @param {HTMLFormElement} form @param {string} row @param {string} name @param {number} [otherwise] */
function number(form, row, name, otherwise = 0) {
  const typed = value(form, row, name).replace(",", ".");
  return typed && Number.isFinite(Number(typed)) ? Number(typed) : otherwise;
}

/** @param {HTMLFormElement} form @param {HTMLElement} picture @param {string | undefined} active */
function drawOn(form, picture, active) {
  const { outline, length, labelAt, labelRadius } = JSON.parse(picture.dataset.shape);
  const svg = picture.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  const unit = length * Math.max(width, height);
  svg.replaceChildren();
  for (const row of rows(form, picture.dataset.row)) {
    const names = ["x", "y", "direction_degrees"];
    if (names.some((name) => !value(form, row, name))) continue;
    const [x, y, degrees] = names.map((name) => number(form, row, name));
    const angle = (degrees * Math.PI) / 180;
    const turned = ([px, py]) => [
      x * width + unit * (px * Math.cos(angle) - py * Math.sin(angle)),
      y * height + unit * (px * Math.sin(angle) + py * Math.cos(angle)),
    ];
    const points = outline.map(turned).map((point) => point.join(",")).join(" ");
    const finding = /** @type {any} */ (control(form, row, "finding"));
    const label = (finding?.value && finding.selectedOptions?.[0]?.text.split(" ")[0]) || "";
    const radius = labelRadius * unit;
    const [cx, cy] = turned([0, labelAt]);
    const centre = [clamp(cx, radius, width - radius), clamp(cy, radius, height - radius)];
    const edge = row === active ? "#b35900" : "#000";
    shape(svg, "polygon", { points, fill: "#fff", stroke: "#fff", "stroke-width": 5 });
    shape(svg, "polygon", { points, fill: "#fff", stroke: edge, "stroke-width": row === active ? 3 : 1.5 });
    if (!label) continue;
    shape(svg, "circle", { cx: centre[0], cy: centre[1], r: radius, fill: "#fff", stroke: edge, "stroke-width": 1.5 });
    const size = radius * (label.length < 3 ? 1.3 : 0.95);
    const words = { x: centre[0], y: centre[1] + size * 0.36, "font-size": size, "text-anchor": "middle" };
    shape(svg, "text", { ...words, "font-family": "sans-serif", "font-weight": 700, fill: "#000" }).textContent = label;
  }
}

/** @param {number} found @param {number} least @param {number} most */
function clamp(found, least, most) {
  return Math.min(Math.max(found, least), most);
}

/** @param {SVGElement} svg @param {string} tag @param {Record<string, any>} attributes */
function shape(svg, tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, given] of Object.entries(attributes)) made.setAttribute(name, String(given));
  if (tag !== "text") made.setAttribute("vector-effect", "non-scaling-stroke");
  svg.append(made);
  return made;
}
