// Pages with forms: characters left, file checks, upload progress, suggestions while typing.

const text = document.documentElement.lang.startsWith("zh")
  ? {
      left: (n) => `还可输入 ${n} 个字`,
      over: (n) => `超出 ${n} 个字`,
      big: (size, limit) => `文件 ${size}，超过 ${limit} 的上限，请压缩后再选`,
      fine: (size, count) => (count > 1 ? `已选择 ${count} 个文件，共 ${size}` : `已选择，${size}`),
      sending: (percent) => `正在上传，已完成 ${percent}%，请不要关闭页面`,
      found: (n) => (n ? `有 ${n} 个建议，用上下键选择` : "没有匹配的建议，可以直接填写"),
    }
  : {
      left: (n) => `${n} characters left`,
      over: (n) => `${n} characters too many`,
      big: (size, limit) => `The file is ${size}; at most ${limit} is allowed`,
      fine: (size, count) => (count > 1 ? `${count} files chosen, ${size}` : `Chosen, ${size}`),
      sending: (percent) => `Uploading, ${percent}% done; please keep this page open`,
      found: (n) => (n ? `${n} suggestions, use the arrow keys` : "No suggestion; you may type freely"),
    };

const megabytes = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1048576).toFixed(1)} MB`);

function note(after, className) {
  const line = document.createElement("p");
  line.className = className;
  line.setAttribute("aria-live", "polite");
  after.insertAdjacentElement("afterend", line);
  return line;
}

function counter(area) {
  if (area.maxLength < 0) return;
  const limit = area.maxLength;
  area.removeAttribute("maxlength"); // pasting must not be cut off in silence; the server says what is too long
  const line = note(area, "counter");
  const show = () => {
    const left = limit - [...area.value].length;
    line.textContent = left < 0 ? text.over(-left) : text.left(left);
    line.classList.toggle("counter--over", left < 0);
  };
  area.addEventListener("input", show);
  show();
}

function upload(input) {
  const limit = Number(input.dataset.upload);
  const line = note(input, "upload__note");
  const picture = document.createElement("img");
  picture.className = "upload__preview";
  picture.alt = "";
  picture.hidden = true;
  line.insertAdjacentElement("afterend", picture);
  input.addEventListener("change", () => {
    const files = [...input.files];
    const photo = files.find((file) => file.type.startsWith("image/"));
    if (picture.src) URL.revokeObjectURL(picture.src);
    picture.hidden = !photo;
    if (photo) picture.src = URL.createObjectURL(photo);
    const tooBig = files.find((file) => file.size > limit);
    const size = megabytes(files.reduce((sum, file) => sum + file.size, 0));
    line.classList.toggle("upload__note--bad", Boolean(tooBig));
    if (tooBig) line.textContent = text.big(megabytes(tooBig.size), megabytes(limit));
    else line.textContent = files.length ? text.fine(size, files.length) : "";
  });
}

// A form marked data-upload-progress is sent in the background, so that a slow line shows how far it is.
// The page that follows is then loaded as usual; the header keeps its messages for that second load.
function progress(form) {
  form.addEventListener("submit", (event) => {
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    if (event.defaultPrevented || !files || form.dataset.sent) return;
    event.preventDefault();
    form.dataset.sent = "1";
    const line = note(form.querySelector(".actions") || form.lastElementChild, "upload__note");
    const bar = document.createElement("progress");
    bar.max = 1;
    line.before(bar);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (step) => {
      bar.value = step.loaded / step.total;
      line.textContent = text.sending(Math.floor(bar.value * 100));
    });
    request.addEventListener("load", () => follow(request));
    request.addEventListener("error", () => form.submit());
    request.open("POST", form.getAttribute("action") || location.href);
    request.setRequestHeader("X-Requested-With", "upload-progress");
    request.send(new FormData(form, event.submitter));
  });
}

function follow(request) {
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const failed = request.status >= 400 || answer.querySelector(".error-summary");
  if (!failed) {
    location.assign(request.responseURL);
    return;
  }
  document.title = answer.title;
  document.querySelector("main").replaceWith(answer.querySelector("main"));
  start(document.querySelector("main"));
  document.querySelector(".error-summary")?.focus();
}

// A text field with suggestions: the combobox pattern of WAI-ARIA, the options come ready-made from the server.
function suggest(input, index) {
  const list = document.createElement("ul");
  list.className = "suggest__list";
  list.id = `suggestions-${input.id || index}`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || input.name);
  list.hidden = true;
  const line = note(input, "visually-hidden");
  line.before(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let options = [];
  let at = -1;
  let timer = 0;
  let request = null;

  function open(visible) {
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    if (!visible) mark(-1);
  }

  function mark(next) {
    options[at]?.setAttribute("aria-selected", "false");
    at = next;
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[at].id);
  }

  function choose(option) {
    input.value = option.dataset.value;
    open(false);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    clearTimeout(timer);
  }

  async function ask() {
    request?.abort();
    const words = input.value.trim();
    if (!words) return open(false);
    request = new AbortController();
    try {
      const address = new URL(input.dataset.suggest, location.href);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { signal: request.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return open(false);
      list.innerHTML = await answer.text();
    } catch {
      return open(false);
    }
    options = [...list.querySelectorAll("[role=option]")];
    options.forEach((option, number) => {
      option.id = `${list.id}-${number}`;
      option.setAttribute("aria-selected", "false");
    });
    at = -1;
    line.textContent = text.found(options.length);
    open(options.length > 0 && document.activeElement === input);
  }

  input.addEventListener("input", (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 180);
  });
  input.addEventListener("compositionend", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 60);
  });
  input.addEventListener("blur", () => open(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (list.hidden) {
      if (event.key === "ArrowDown" && options.length) {
        open(true);
        mark(0);
        event.preventDefault();
      }
      return;
    }
    const moves = { ArrowDown: at + 1, ArrowUp: at < 0 ? options.length - 1 : at - 1 };
    if (event.key in moves) mark(moves[event.key] % options.length);
    else if (event.key === "Enter" && at >= 0) choose(options[at]);
    else if (event.key === "Escape") open(false);
    else return;
    event.preventDefault();
  });
}

function start(root) {
  root.querySelectorAll("textarea[data-counter]").forEach(counter);
  root.querySelectorAll("input[data-upload]").forEach(upload);
  root.querySelectorAll("form[data-upload-progress]").forEach(progress);
  root.querySelectorAll("input[data-suggest]").forEach(suggest);
}

start(document);
