/** The schematic tree: order of the branch, and where along it. */

import { set } from "./bus.js";
import { field, sentence } from "./picker-dial.js";
import { spot } from "./picker-widget.js";

/** @param {HTMLFormElement} form @param {string} id @param {HTMLTemplateElement} template @param {DOMStringMap} words */
export function tree(form, id, template, words) {
  const { places } = JSON.parse(template.dataset.facts);
  const order = field(form, id, "branch_order");
  const along = field(form, id, "along_duct");
  const orders = [...new Set(places.map(([name]) => name))];
  const ways = [...new Set(places.map(([, name]) => name))].filter(Boolean);
  const index = (names, control) => (names.includes(control.value) ? names.indexOf(control.value) : null);
  const chosen = (control) => (control.value ? control.selectedOptions[0].text : "");
  return {
    face: template.content.firstElementChild.cloneNode(true),
    axes: [
      { label: words.order, min: 0, max: orders.length - 1, first: 0, leads: true },
      { label: words.along, min: 0, max: ways.length - 1, first: 0 },
    ],
    names: [order.name, along.name],
    fills: [order, along],
    help: words.treeHelp,
    read: () => [index(orders, order), index(ways, along)],
    write([which, way]) {
      set(order, which === null ? "" : orders[which]);
      set(along, way === null ? "" : ways[way]);
    },
    at(x, y) {
      const away = ([, , right, down]) => Math.hypot((right - x) * 2, (down - y) / 4); // only the way counts
      const [name, way] = places.filter(([, found]) => found).reduce((best, next) => (away(next) < away(best) ? next : best));
      return [orders.indexOf(name), ways.indexOf(way)];
    },
    told: () => sentence(template, words, [chosen(order), chosen(along)]),
    mark([which, way], label) {
      if (which === null) return [];
      const found = places.find(([name, found]) => name === orders[which] && found === (way === null ? "" : ways[way]));
      return spot(found[2], found[3], label);
    },
  };
}
