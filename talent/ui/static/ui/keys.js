// Keyboard for desks: j/k move through [data-key-row], o or Enter opens, any [data-key] is pressed by its key, ? shows help.

const rows = [...document.querySelectorAll("[data-key-row]")];
let at = rows.findIndex((row) => row.hasAttribute("data-current"));

function move(step) {
  if (!rows.length) return;
  rows[at]?.removeAttribute("data-current");
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  rows[at].setAttribute("data-current", "");
  rows[at].scrollIntoView({ block: "nearest" });
  rows[at].querySelector("a")?.focus({ preventScroll: true });
}

function help() {
  const dialog = document.querySelector("dialog[data-key-help]");
  if (!dialog) return false;
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

function press(key) {
  const target = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
  if (!target || target.getAttribute("aria-disabled") === "true") return false;
  target.focus();
  if (target.matches("a, button, summary, input[type=radio], input[type=checkbox]")) target.click();
  return true;
}

function handle(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const known = { j: () => move(1), k: () => move(-1), o: () => rows[at]?.querySelector("a")?.click(), "?": help };
  if (press(event.key)) event.preventDefault();
  else if (event.key in known) {
    known[event.key]();
    event.preventDefault();
  }
}

document.addEventListener("keydown", handle);
for (const close of document.querySelectorAll("dialog [data-close]")) {
  close.addEventListener("click", () => close.closest("dialog").close());
}
