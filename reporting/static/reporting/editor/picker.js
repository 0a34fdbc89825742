/**
 * Places are chosen on pictures: trigger zones and findings on the breast, orifices on the nipple, branches on the tree.
 *
 * The fields stay what is saved; a picture moves with them and fills them. The breast is always that of the side that
 * is chosen beside it, and without a side, or while its question is open, there is no picture.
 */

import { hear } from "./bus.js";
import { breast, nipple } from "./picker-dial.js";
import { tree } from "./picker-tree.js";
import { picker } from "./picker-widget.js";
import { isOpen, start as askForSide } from "./side.js";

/** Groups with a picture: how they are named, the field of their side, and what is drawn. */
const KINDS = [
  { of: /^(ducts-\d+)-trigger_zone$/, side: true, face: "breast", make: breast, label: (words) => words.trigger },
  { of: /^(ducts-\d+)-findings-(\d+)-location$/, side: true, face: "breast", make: breast, label: (_, number) => `${Number(number) + 1}` },
  { of: /^(breast-findings-\d+)-location$/, side: true, face: "breast", make: breast, label: () => "" },
  { of: /^(ducts-\d+)-cannulation$/, side: true, face: "nipple", make: nipple, label: () => "" },
  { of: /^(ducts-\d+)-findings-(\d+)$/, side: false, face: "tree", make: tree, label: (_, number) => `${Number(number) + 1}` },
];

/** @param {HTMLFormElement} form @param {EventTarget} bus */
export function start(form, bus) {
  const source = document.getElementById("pickers");
  if (!source) return;
  const words = source.dataset;
  /** @type {Map<Element, { side: string, names: string[], show: () => void, box: Element }>} */
  const offered = new Map();

  function offer() {
    for (const group of offered.keys()) if (!group.isConnected) offered.delete(group);
    for (const group of form.querySelectorAll("fieldset[id]")) {
      for (const kind of KINDS) {
        const found = kind.of.exec(group.id);
        if (found) put(group, kind, found);
      }
    }
  }

  function put(group, kind, [id, owner, number]) {
    const chosen = form.elements.namedItem(`${owner}-side`);
    const side = !kind.side ? "" : isOpen(chosen) ? "asked" : chosen?.value;
    const before = offered.get(group);
    if (before?.side === side) return;
    before?.box.remove();
    const template = source.querySelector(`template[data-face=${kind.face}][data-side="${side}"]`);
    const model = template && kind.make(form, id, template, words);
    const title = group.querySelector(":scope > legend")?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const made = model ? picker(model, words, title, kind.label(words, number)) : hint();
    offered.set(group, { side, names: [], show() {}, ...made });
    group.classList.add("has-picker");
    // Beside the fields that it fills, which may stand below others of their group.
    const fields = model ? form.elements.namedItem(model.names[0]).closest(".answers") : group.querySelector(".answers");
    fields.before(made.box);
  }

  function hint() {
    const box = document.createElement("p");
    box.className = "picker-hint hint";
    box.textContent = words.side;
    return { box };
  }

  askForSide(form, bus, words, offer);
  offer();
  hear(bus, "replaced", offer);
  hear(bus, "changed", ({ name }) => {
    if (name.endsWith("-side")) offer();
    for (const { names, show, follow } of offered.values()) {
      if (!names.includes(name)) continue;
      follow?.();
      show();
    }
  });
}
