// Compares a PDF with the digest that the page shows. The file is read here and sent nowhere.

const drop = document.getElementById("drop");
const input = document.getElementById("file");
const verdict = document.getElementById("verdict");
const expected = document.getElementById("digest").textContent.trim();

function tell(kind, good) {
  verdict.textContent = verdict.dataset[kind];
  verdict.classList.toggle("notice-success", good);
  verdict.classList.toggle("notice-error", !good);
  verdict.hidden = false;
}

async function compare(file) {
  if (!file) return;
  try {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    tell(found === expected ? "same" : "other", found === expected);
  } catch {
    tell("unread", false);
  }
}

// Browsers digest only on pages that came by HTTPS or from this machine; elsewhere the text above tells how to.
if (window.crypto?.subtle) {
  drop.hidden = false;
  input.addEventListener("change", () => compare(input.files[0]));
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
    });
  }
  drop.addEventListener("drop", (event) => compare(event.dataTransfer.files[0]));
}
