// Tables with a selection: select all on the page, shift-click for a range, a count that is read out.
// Tables that fit their card are marked, so that their heads may stick to the screen; wider ones scroll inside the card.

function start(form) {
  const boxes = [...form.querySelectorAll("input[name=selected]")];
  const all = form.querySelector("[data-select-all]");
  const everything = form.querySelector("[name=everything]");
  const count = form.querySelector("[data-selection-count]");
  let last = null;

  function show() {
    const chosen = boxes.filter((box) => box.checked).length;
    if (count) count.textContent = everything?.checked ? everything.dataset.total || "✓" : chosen;
    if (all) {
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
    }
    form.toggleAttribute("data-chosen", chosen > 0 || Boolean(everything?.checked));
  }

  function range(event) {
    const box = event.target;
    if (!boxes.includes(box)) return;
    if (event.shiftKey && last) {
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const each of boxes.slice(from, to + 1)) each.checked = box.checked;
    }
    last = box;
  }

  all?.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
  });
  form.addEventListener("click", range);
  form.addEventListener("change", show);
  window.addEventListener("pageshow", show);
  show();
}

const fitting = new ResizeObserver((changes) => {
  for (const wrap of new Set(changes.map(({ target }) => target.closest(".table-wrap")))) {
    wrap.toggleAttribute("data-fits", wrap.querySelector("table").getBoundingClientRect().width <= wrap.clientWidth + 1);
  }
});

for (const form of document.querySelectorAll("form[data-select]")) start(form);
for (const each of document.querySelectorAll(".table-wrap--sticky, .table-wrap--sticky > table")) fitting.observe(each);
