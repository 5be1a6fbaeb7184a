// Keyboard for desks: j/k move through [data-key-row], o or Enter opens, any [data-key] is pressed by its key, ? shows help.
// What counts ([data-key-confirm]) is only reached by its key; Enter, or the key once more, presses it.

const rows = [...document.querySelectorAll("[data-key-row]")];
let at = rows.findIndex((row) => row.matches("[data-current], :target"));
rows[at]?.setAttribute("data-current", "");

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
  if (!dialog.querySelector("dl")) dialog.querySelector("h2").after(document.querySelector("[data-key-list] dl").cloneNode(true));
  if (dialog.open) dialog.close();
  else dialog.showModal();
  return true;
}

function keyed(key) {
  return [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === key);
}

function press(key) {
  const target = keyed(key);
  if (!target || target.getAttribute("aria-disabled") === "true") return false;
  const reached = document.activeElement === target;
  target.focus();
  if (target.hasAttribute("data-key-confirm") && !reached) return true;
  if (target.matches("a, button, summary, input[type=radio], input[type=checkbox]")) target.click();
  return true;
}

function handle(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  // A key that is held down would decide one case after another unread.
  if (event.repeat && (keyed(event.key) ?? document.activeElement).hasAttribute("data-key-confirm")) {
    event.preventDefault();
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
