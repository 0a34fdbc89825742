/** Clock faces: hour and distance on the breast, hour and zone on the nipple. 12 is up; hours run clockwise. */

import { set } from "./bus.js";
import { spot, svg } from "./picker-widget.js";

const DEGREES = 30; // of an hour
const FARTHEST = 300; // mm; what the field takes
const POINTED = 5; // mm; a pointer is no ruler, so it picks round distances, which keys and fields refine

/** @param {HTMLFormElement} form @param {string} id @param {HTMLTemplateElement} template @param {DOMStringMap} words */
export function breast(form, id, template, words) {
  const facts = JSON.parse(template.dataset.facts);
  const clock = field(form, id, "clock_position");
  const distance = field(form, id, "distance_from_nipple_mm");
  return {
    ...dial(template, facts),
    axes: [hours(words), { label: words.distance, min: 0, max: FARTHEST, page: 10, end: facts.outer }],
    names: [clock.name, distance.name],
    fills: [clock, distance, field(form, id, "region"), field(form, id, "found")].filter(Boolean),
    follow: () => isByPicture(field(form, id, "region")) && fillQuadrant(form, id, facts.quadrants, hourIn(clock)),
    help: words.dialHelp,
    read: () => [hourIn(clock), numberIn(distance)],
    write([hour, length]) {
      put(clock, hour);
      put(distance, length);
      fillQuadrant(form, id, facts.quadrants, hour);
      if (hour !== null || length !== null) say(form, id, "found", "yes");
    },
    at(x, y) {
      const [hour, reach] = polar(facts, x, y);
      const length = Math.min(facts.outer, Math.round(reach / POINTED) * POINTED);
      return [length ? hour : (hourIn(clock) ?? hour), length];
    },
    told: ([hour, length]) =>
      sentence(template, words, [
        hour === null ? "" : words.hour.replace("{hour}", String(hour)),
        length === null ? "" : words.length.replace("{length}", distance.value.trim()),
      ]),
    mark([hour, length], label) {
      const reach = Math.min(length ?? facts.outer, facts.outer);
      if (hour !== null && length !== null) return spot(...point(facts, hour, reach), label);
      if (hour !== null) return [line(facts, hour, reach)];
      return length === null ? [] : [svg("circle", { cx: facts.x, cy: facts.y, r: reach * facts.scale, class: "picker-area" })];
    },
  };
}

/** @param {HTMLFormElement} form @param {string} id @param {HTMLTemplateElement} template @param {DOMStringMap} words */
export function nipple(form, id, template, words) {
  const facts = JSON.parse(template.dataset.facts);
  const clock = field(form, id, "orifice_clock_position");
  const zone = field(form, id, "orifice_zone");
  const zones = facts.zones.map(([name]) => name);
  const index = () => (zones.includes(zone.value) ? zones.indexOf(zone.value) : null);
  return {
    ...dial(template, facts),
    axes: [hours(words), { label: words.zone, min: 0, max: zones.length - 1, first: 0 }],
    names: [clock.name, zone.name],
    fills: [clock, zone],
    help: words.nippleHelp,
    read: () => [hourIn(clock), index()],
    write([hour, which]) {
      put(clock, hour);
      set(zone, which === null ? "" : zones[which]);
    },
    at(x, y) {
      const [hour, reach] = polar(facts, x, y);
      const which = facts.zones.findIndex(([, , edge]) => reach <= edge);
      return [hour, which < 0 ? zones.length - 1 : which];
    },
    told: ([hour, which]) =>
      sentence(template, words, [
        hour === null ? "" : words.hour.replace("{hour}", String(hour)),
        which === null ? "" : zone.selectedOptions[0].text,
      ]),
    mark([hour, which], label) {
      if (hour !== null && which !== null) return spot(...point(facts, hour, facts.zones[which][1]), label);
      if (hour !== null) return [line(facts, hour, 1)];
      return which === null
        ? []
        : [svg("circle", { cx: facts.x, cy: facts.y, r: facts.zones[which][2] * facts.scale, class: "picker-area" })];
    },
  };
}

function dial(template) {
  return { face: /** @type {SVGSVGElement} */ (template.content.firstElementChild.cloneNode(true)) };
}

function hours(words) {
  return { label: words.clock, min: 1, max: 12, first: 12, turns: true };
}

export function field(form, id, name) {
  return form.elements.namedItem(`${id}-${name}`);
}

/** What stands in a field as a number, with the comma of many languages; null for a blank and for what is none. */
function numberIn(control) {
  const value = Number(control.value.trim().replace(",", ".") || NaN);
  return value >= 0 ? value : null;
}

function hourIn(control) {
  const hour = numberIn(control);
  return Number.isInteger(hour) && hour >= 1 && hour <= 12 ? hour : null;
}

/** A place that is chosen is no longer “not recorded”, which the form would refuse beside it. */
function put(control, value) {
  set(control, value === null ? "" : String(value));
  if (value === null) return;
  const [, group, leaf] = /^(.*)-([^-]*)$/.exec(control.name);
  const mark = control.form.querySelector(`input[name="${group}-not_recorded"][value="${leaf}"]:checked`);
  mark?.click();
}

/** Choose an answer where none is chosen. */
function say(form, id, name, value) {
  const control = field(form, id, name);
  if (control && !control.value) set(control, value);
}

/** The quadrant goes with the hour; at 12, 3, 6 and 9, which belong to two, it stays only where it fits. */
function fillQuadrant(form, id, quadrants, hour) {
  const region = field(form, id, "region");
  if (!region || (region.value && !(region.value in quadrants))) return;
  const fitting = Object.keys(quadrants).filter((name) => quadrants[name].includes(hour));
  if (fitting.includes(region.value)) return;
  set(region, fitting.length === 1 ? fitting[0] : "");
  region.dataset.byPicture = region.value;
}

/** Whether the quadrant was filled in from the hour, and so goes on with it; one that was chosen by hand stays. */
function isByPicture(region) {
  return Boolean(region?.value) && region.dataset.byPicture === region.value;
}

function point({ x, y, scale }, hour, reach) {
  const angle = (hour * DEGREES * Math.PI) / 180;
  return [x + reach * scale * Math.sin(angle), y - reach * scale * Math.cos(angle)];
}

/** @returns {[number, number]} the nearest hour, and the distance from the middle */
function polar({ x, y, scale }, right, down) {
  const degrees = (Math.atan2(right - x, y - down) * 180) / Math.PI;
  return [((Math.round(degrees / DEGREES) + 11) % 12) + 1, Math.hypot(right - x, down - y) / scale];
}

function line(facts, hour, reach) {
  const [x2, y2] = point(facts, hour, reach);
  return svg("line", { x1: facts.x, y1: facts.y, x2, y2, class: "picker-area" });
}

/** “right breast, 4 o'clock, 30 mm from the nipple” */
export function sentence(template, words, parts) {
  const told = parts.filter(Boolean);
  return [template.dataset.name, ...(told.length ? told : [words.none])].filter(Boolean).join(", ");
}
