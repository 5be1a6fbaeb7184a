// Evidence beside the data: one file at a time on a stage, enlarged and turned. Without this script all of them stand below each other.

const STEP = 1.25;
const MOST = 8;
const PAN = 60;

function viewer(box) {
  const find = (name) => box.querySelector(`[data-viewer-${name}]`);
  const [bar, stage, title, count, scale] = ["bar", "stage", "title", "count", "scale"].map(find);
  const files = [...box.querySelectorAll("[data-viewer-file]")].map((figure) => ({
    id: figure.id,
    figure,
    label: figure.dataset.viewerFile,
    link: figure.querySelector("[data-viewer-open]"),
    picture: figure.querySelector("img"),
    turn: 0,
    zoom: 1,
    x: 0,
    y: 0,
  }));
  if (!files.length) return;
  let at = 0;
  const file = () => files[at];

  // The picture lies in its own size in the middle of the stage; one transform moves, turns and fits it.
  function lay() {
    const { picture, turn, zoom } = file();
    if (!picture || !picture.naturalWidth) return;
    const [wide, high] = [picture.naturalWidth, picture.naturalHeight];
    const [across, down] = turn % 180 ? [high, wide] : [wide, high];
    const factor = Math.min(stage.clientWidth / across, stage.clientHeight / down) * zoom;
    const room = [(across * factor - stage.clientWidth) / 2, (down * factor - stage.clientHeight) / 2];
    file().x = Math.max(-Math.max(room[0], 0), Math.min(Math.max(room[0], 0), file().x));
    file().y = Math.max(-Math.max(room[1], 0), Math.min(Math.max(room[1], 0), file().y));
    picture.style.width = `${wide}px`;
    picture.style.transform = `translate(-50%, -50%) translate(${file().x}px, ${file().y}px) rotate(${turn}deg) scale(${factor})`;
    scale.textContent = `${Math.round(zoom * 100)}%`;
    stage.classList.toggle("viewer__stage--large", zoom > 1);
  }

  function frame() {
    const page = document.createElement("iframe");
    page.className = "viewer__pdf";
    page.title = file().label;
    page.src = file().link.href;
    return page;
  }

  function show(next) {
    at = (next + files.length) % files.length;
    const { picture, label, figure } = file();
    if (picture) {
      picture.loading = "eager";
      picture.className = "viewer__picture";
      picture.addEventListener("load", lay, { once: true });
    }
    stage.replaceChildren(picture || frame());
    title.textContent = label;
    count.textContent = `${at + 1} / ${files.length}`;
    for (const each of box.querySelectorAll("[data-viewer-picture]")) each.hidden = !picture;
    for (const each of files) each.figure.toggleAttribute("data-shown", each.figure === figure);
    lay();
  }

  function enlarge(factor) {
    file().zoom = Math.max(1, Math.min(MOST, file().zoom * factor));
    lay();
  }

  function move(x, y) {
    file().x += x;
    file().y += y;
    lay();
  }

  const does = {
    previous: () => show(at - 1),
    next: () => show(at + 1),
    larger: () => enlarge(STEP),
    smaller: () => enlarge(1 / STEP),
    whole: () => {
      Object.assign(file(), { zoom: 1, turn: 0, x: 0, y: 0 });
      lay();
    },
    turn: () => {
      Object.assign(file(), { turn: (file().turn + 90) % 360, x: 0, y: 0 });
      lay();
    },
  };
  bar.addEventListener("click", (event) => does[event.target.closest("[data-viewer-do]")?.dataset.viewerDo]?.());

  // A wheel over the page scrolls it; once the stage has been chosen, or with Ctrl, it enlarges.
  stage.addEventListener("wheel", (event) => {
    if (!file().picture || !(event.ctrlKey || stage.contains(document.activeElement))) return;
    event.preventDefault();
    enlarge(event.deltaY < 0 ? STEP : 1 / STEP);
  }, { passive: false });
  stage.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };
    if (event.key === "=") does.larger();
    else if (event.key in steps && file().zoom > 1) move(...steps[event.key]);
    else return;
    event.preventDefault();
  });
  stage.addEventListener("pointerdown", (event) => {
    if (file().zoom > 1) stage.setPointerCapture(event.pointerId);
  });
  stage.addEventListener("pointermove", (event) => {
    if (stage.hasPointerCapture(event.pointerId)) move(event.movementX, event.movementY);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-viewer-open]");
    const next = files.findIndex((each) => link && each.id === link.dataset.viewerOpen);
    if (next < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(next);
    stage.scrollIntoView({ block: "nearest" });
    stage.focus({ preventScroll: true });
  });

  box.classList.add("viewer--on");
  bar.hidden = stage.hidden = false;
  new ResizeObserver(lay).observe(stage);
  show(0);
}

document.querySelectorAll("[data-viewer]").forEach(viewer);
