// Draws black boxes on a picture with the mouse, a finger, or the keyboard; they are kept as shares of its width and height.

const LEAST = 0.005;
const STEP = 0.02;

/** Lets boxes be drawn on the picture inside, if there is one. */
export function setBoxes(inside) {
  const picture = inside.querySelector(".picture");
  const form = inside.querySelector("form.boxes");
  if (!picture || !form) return;
  const image = picture.querySelector("img");
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", form.querySelector("[data-draw]").textContent);
  picture.append(canvas);
  const drawn = JSON.parse(picture.dataset.boxes);
  const button = form.querySelector("[data-draw]");
  let from = null;
  let begun = null;

  function paint() {
    canvas.width = image.clientWidth;
    canvas.height = image.clientHeight;
    const pencil = canvas.getContext("2d");
    pencil.fillStyle = "black";
    pencil.strokeStyle = "white";
    for (const [left, top, right, bottom] of begun ? [...drawn, begun] : drawn) {
      const box = [left * canvas.width, top * canvas.height, (right - left) * canvas.width, (bottom - top) * canvas.height];
      pencil.fillRect(...box);
      pencil.strokeRect(...box);
    }
    form.elements.boxes.value = JSON.stringify(drawn);
  }

  function at(event) {
    const place = canvas.getBoundingClientRect();
    const share = (value, size) => Math.min(1, Math.max(0, value / size));
    return [share(event.clientX - place.left, place.width), share(event.clientY - place.top, place.height)];
  }

  function between([x, y], [u, v]) {
    return [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)];
  }

  function add(box) {
    if (box[2] - box[0] >= LEAST && box[3] - box[1] >= LEAST) drawn.push(box.map((each) => Number(each.toFixed(4))));
    begun = null;
    paint();
  }

  function draw(on) {
    button.setAttribute("aria-pressed", String(on));
    picture.classList.toggle("is-drawing", on);
    canvas.tabIndex = on ? 0 : -1;
    if (on) canvas.focus();
  }

  button.addEventListener("click", () => draw(button.getAttribute("aria-pressed") !== "true"));
  form.querySelector("[data-undo]").addEventListener("click", () => {
    drawn.pop();
    paint();
  });
  canvas.addEventListener("pointerdown", (event) => {
    from = at(event);
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!from) return;
    begun = between(from, at(event));
    paint();
  });
  canvas.addEventListener("pointerup", (event) => {
    if (from) add(between(from, at(event)));
    from = null;
  });
  canvas.addEventListener("keydown", (event) => {
    const ways = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const way = ways[event.key];
    if (event.key === "Enter" && begun) add(begun);
    else if (way) {
      begun ??= [0.4, 0.4, 0.6, 0.5];
      const moved = event.shiftKey ? [begun[0], begun[1], begun[2] + way[0], begun[3] + way[1]] : begun.map((each, side) => each + way[side % 2]);
      if (moved[0] >= 0 && moved[1] >= 0 && moved[2] <= 1 && moved[3] <= 1 && moved[2] - moved[0] > LEAST && moved[3] - moved[1] > LEAST) begun = moved;
      paint();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  if (image.complete) paint();
  image.addEventListener("load", paint);
  new ResizeObserver(paint).observe(image);
}

setBoxes(document);
