/** The editor's live layer. Without it every button still works; each part does one thing and hears of the rest by the bus. */

import { start as arrows } from "./arrows.js";
import { start as assumed } from "./assumed.js";
import { start as autosave } from "./autosave.js";
import { tell } from "./bus.js";
import { start as folds } from "./folds.js";
import { start as images } from "./images.js";
import { start as keys } from "./keys.js";
import { start as local } from "./local.js";
import { start as panel } from "./panel.js";
import { start as picker } from "./picker.js";
import { start as presence } from "./presence.js";
import { start as rows } from "./rows.js";
import { start as session } from "./session.js";
import { start as status } from "./status.js";
import { start as typeahead } from "./typeahead.js";

/** @type {((form: HTMLFormElement, bus: EventTarget) => void)[]} */
const parts = [status, folds, session, rows, panel, autosave, local, presence, picker, assumed, images, arrows, keys, typeahead];

const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form#report"));
if (form) {
  const bus = new EventTarget();
  for (const type of ["input", "change"]) {
    form.addEventListener(type, ({ target }) => tell(bus, "changed", { name: target.name ?? "" }));
  }
  for (const start of parts) start(form, bus);
}
