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
// it has arrived, after a day, and when the person signs out or somebody else signs in. Passwords, files, document and
// account numbers (.code) and whatever stands in [data-private] are never kept. What hidden fields say of the page
// (the version that was read, the rows that were chosen) must be the same, or the text is offered and not put back.

const person = document.body.dataset.person || "";
const refused = document.querySelector(".messages .notice--danger");
const arrived = Boolean(person) && !document.body.hasAttribute("data-failed") && !summary && !refused;
const KEPT_FOR = 24 * 3600 * 1000;
const words = document.documentElement.lang.startsWith("zh")
  ? {
      restored: "已恢复您上次未提交的内容。",
      changed: "您上次在这里填写、没有提交的内容还在，但这一页的内容已有变化。",
      restore: "恢复填写的内容",
      clear: "清除并重新填写",
    }
  : {
      restored: "What you had typed was restored.",
      changed: "What you typed here before and did not submit is still kept, but this page has changed since.",
      restore: "Restore what I typed",
      clear: "Clear and start again",
    };

const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith("draft:"));

function opened(key) {
  try {
    const draft = JSON.parse(localStorage.getItem(key));
    return Date.now() - draft.at < KEPT_FOR ? draft : null;
  } catch {
    return null;
  }
}

function tidy() {
  const sent = sessionStorage.getItem("draft-sent");
  sessionStorage.removeItem("draft-sent");
  const [navigation] = performance.getEntriesByType("navigation");
  if (sent && arrived && navigation?.type === "navigate") localStorage.removeItem(sent);
  const others = (key) => Boolean(person) && !key.startsWith(`draft:${person}:`);
  for (const key of drafts()) if (others(key) || !opened(key)) localStorage.removeItem(key);
}

const isTick = (each) => /^(checkbox|radio)$/.test(each.type);

const kept = (form) =>
  [...form.elements].filter(
    (each) =>
      each.name &&
      !each.matches("[type=hidden], [type=password], [type=file], button, fieldset, output, .code, [data-private] *, [data-private]"),
  );

// Keys that are made anew for every page say nothing of what was read.
const guard = (form) =>
  [...form.querySelectorAll("input[type=hidden][name]")]
    .filter((each) => !/^(csrfmiddlewaretoken|next|confirmed|(.*-)?(pk|key))$/.test(each.name))
    .map((each) => `${each.name}=${each.value}`)
    .join("&");

const read = (form) => kept(form).map((each) => [each.name, each.value, isTick(each) ? each.checked : null]);

// Ticks belong to the value that stands beside them: rows come and go between two looks at a list.
function write(form, fields) {
  const places = new Map();
  const texts = {};
  for (const each of kept(form)) {
    const count = (texts[each.name] = (texts[each.name] || 0) + !isTick(each));
    places.set(isTick(each) ? `${each.name}=${each.value}` : `${each.name}#${count}`, each);
  }
  const seen = {};
  for (const [name, value, checked] of fields) {
    const count = (seen[name] = (seen[name] || 0) + (checked === null));
    const field = places.get(checked === null ? `${name}#${count}` : `${name}=${value}`);
    if (!field || (field.options && ![...field.options].some((option) => option.value === value))) continue;
    if (checked === null) field.value = value;
    else field.checked = checked;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function tell(form, text, choices) {
  const box = document.createElement("div");
  box.className = "notice notice--neutral spread";
  box.setAttribute("role", "status");
  const said = document.createElement("p");
  said.textContent = text;
  box.append(said);
  for (const [label, act] of choices) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-secondary btn-sm";
    button.textContent = label;
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(button);
  }
  form.prepend(box);
}

function keepDraft(form) {
  const place = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
  const key = `draft:${person}:${place}:${form.dataset.autosave}`;
  const initial = JSON.stringify(read(form));
  const draft = opened(key);
  let timer = 0;
  const clear = () => {
    form.reset();
    localStorage.removeItem(key);
  };
  const restore = () => {
    write(form, draft.fields);
    if (JSON.stringify(read(form)) !== initial) tell(form, words.restored, [[words.clear, clear]]);
  };
  if (draft && JSON.stringify(draft.fields) !== initial && !summary) {
    if (draft.guard === guard(form)) restore();
    else tell(form, words.changed, [[words.restore, restore], [words.clear, clear]]);
  }
  const save = () => {
    clearTimeout(timer);
    timer = 0;
    const fields = read(form);
    if (JSON.stringify(fields) === initial && !summary) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify({ at: Date.now(), guard: guard(form), fields }));
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, 800);
  });
  form.addEventListener("submit", () => {
    save();
    sessionStorage.setItem("draft-sent", key);
  });
  // Whoever sends another form of the page finds this one's words again when the page comes back; not who signs out.
  const signsOut = () => document.querySelector("form[data-sent][data-forget-drafts]");
  window.addEventListener("beforeunload", (event) => {
    const stays = document.querySelector("form[data-sent]") && !signsOut();
    if (!stays && JSON.stringify(read(form)) !== initial) event.preventDefault();
  });
  window.addEventListener("pagehide", () => {
    if (timer && !signsOut()) save();
  });
}

try {
  tidy();
  document.querySelectorAll("form[data-forget-drafts]").forEach((form) =>
    form.addEventListener("submit", () => drafts().forEach((key) => localStorage.removeItem(key))),
  );
  document.querySelectorAll('form[data-autosave]:not([data-autosave=""])').forEach(keepDraft);
} catch {
  // Storage is switched off in this browser: the form works without it.
}
