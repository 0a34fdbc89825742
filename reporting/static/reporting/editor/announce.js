/** One polite voice for the whole editor: the latest sentence, once, when nothing newer came for a while. */

const PAUSE = 1500; // ms; whoever types is not talked to at every key
let timer = 0;
let said = "";

/** @param {string} sentence */
export function announce(sentence) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    const voice = document.getElementById("voice");
    if (voice && sentence !== said) voice.textContent = said = sentence;
  }, PAUSE);
}
