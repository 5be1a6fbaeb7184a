// Every page: a form is sent once, the error summary gets the focus, copying, menus that close. All of it is optional.

function sendOnce(event) {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || form.method !== "post") return;
  form.dataset.sent = "1";
  // A download leaves the page as it is, so nothing else would ever let the form be sent again.
  if ("download" in form.dataset) setTimeout(sendAgain, 2000);
  // After this turn, so that the pressed button's own name and value are still sent.
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.dataset.busy = "";
  });
}

function sendAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[data-busy]")) delete button.dataset.busy;
}

function refuseDisabled(event) {
  if (event.target.closest?.("[aria-disabled=true]")) event.preventDefault();
}

function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.dropdown[open]")) {
    const left = event.type === "keydown" ? event.key === "Escape" : !menu.contains(event.target);
    if (!left) continue;
    menu.open = false;
    if (event.type === "keydown") menu.querySelector("summary").focus();
  }
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  button.lastElementChild.textContent = button.dataset.copied;
}

document.addEventListener("submit", sendOnce);
document.addEventListener("click", refuseDisabled, true);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", closeMenus);
window.addEventListener("pageshow", sendAgain);

const summary = document.querySelector(".error-summary");
if (summary) summary.focus();

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Typed text of a form[data-autosave]: kept in this browser, brought back after a crash or a lost session, forgotten once
// it has arrived or the person signs out. Hidden fields, passwords, files, document and account numbers (.code) and
// whatever stands in [data-private] are never kept.

const person = document.body.dataset.person || "";
const arrived = Boolean(person) && !document.body.hasAttribute("data-failed") && !summary;
const words = document.documentElement.lang.startsWith("zh")
  ? ["已恢复您上次未提交的内容。", "清除并重新填写"]
  : ["What you had typed was restored.", "Clear and start again"];

function forgetArrived() {
  const key = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  const [navigation] = performance.getEntriesByType("navigation");
  if (key && arrived && navigation?.type === "navigate") localStorage.removeItem(key);
}

function forgetAll() {
  for (const key of Object.keys(localStorage)) if (key.startsWith("draft:")) localStorage.removeItem(key);
}

const kept = (form) =>
  [...form.elements].filter(
    (each) =>
      each.name &&
      !each.matches("[type=hidden], [type=password], [type=file], button, fieldset, output, .code, [data-private] *, [data-private]"),
  );

function read(form) {
  return kept(form).map((each) => [each.name, each.value, /^(checkbox|radio)$/.test(each.type) ? each.checked : null]);
}

function write(form, draft) {
  const fields = kept(form);
  draft.forEach(([name, value, checked], index) => {
    const field = fields[index];
    if (field?.name !== name) return;
    if (checked === null) field.value = value;
    else if (field.value === value) field.checked = checked;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function tell(form, key) {
  const box = document.createElement("div");
  box.className = "notice notice--neutral spread";
  box.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-secondary btn-sm";
  [box.textContent, button.textContent] = words;
  button.addEventListener("click", () => {
    form.reset();
    localStorage.removeItem(key);
    box.remove();
  });
  box.append(button);
  form.prepend(box);
}

function keepDraft(form) {
  const key = `draft:${person}:${location.pathname}:${form.dataset.autosave}`;
  const initial = JSON.stringify(read(form));
  const draft = localStorage.getItem(key);
  let timer = 0;
  if (draft && draft !== initial && !summary) {
    write(form, JSON.parse(draft));
    if (JSON.stringify(read(form)) !== initial) tell(form, key);
  }
  const save = () => {
    const now = JSON.stringify(read(form));
    if (now === initial && !summary) localStorage.removeItem(key);
    else localStorage.setItem(key, now);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    save();
    sessionStorage.setItem("draft-sent", key);
  });
  window.addEventListener("beforeunload", (event) => {
    // Whoever sends another form of the page finds this one's words again when the page comes back.
    if (!document.querySelector("form[data-sent]") && JSON.stringify(read(form)) !== initial) event.preventDefault();
  });
}

try {
  forgetArrived();
  document.querySelectorAll("form[data-forget-drafts]").forEach((form) => form.addEventListener("submit", forgetAll));
  document.querySelectorAll('form[data-autosave]:not([data-autosave=""])').forEach(keepDraft);
} catch {
  // Storage is switched off in this browser: the form works without it.
}
