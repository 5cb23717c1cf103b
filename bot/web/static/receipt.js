/** Asks the service whether a receipt is genuine: a file byte by byte, a pasted text with its line ends put right. */

const words = JSON.parse(document.getElementById("words").textContent);
const form = document.getElementById("form");
const file = document.getElementById("file");
const drop = document.getElementById("drop");
const text = document.getElementById("text");
const button = document.getElementById("check");
const result = document.getElementById("result");
const LARGEST_BYTES = 64 * 1024;

/** outcome: "good", "bad" or "trouble", which is no answer at all. */
function show(outcome, said) {
  result.dataset.result = outcome;
  result.textContent = said;
  result.hidden = false;
  result.scrollIntoView({ block: "nearest" });
}

async function check(content) {
  button.disabled = true;
  try {
    const answer = await fetch(document.body.dataset.check, {
      method: "POST",
      headers: { "Content-Type": "application/octet-stream" },
      body: content,
    });
    const told = await answer.json();
    show(told.good ? "good" : "bad", told.text);
  } catch {
    show("trouble", words["verify-trouble"]);
  } finally {
    button.disabled = false;
  }
}

async function checkFile(chosen) {
  if (!chosen) return;
  if (chosen.size > LARGEST_BYTES) {
    show("bad", words["verify-not-one"]);
    return;
  }
  await check(await chosen.arrayBuffer());
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const pasted = text.value.replaceAll("\r\n", "\n").trim();
  if (pasted) check(`${pasted}\n`);
  else show("trouble", words["verify-nothing"]);
});

file.addEventListener("change", async () => {
  await checkFile(file.files[0]);
  file.value = "";
});

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    drop.classList.add("is-over");
  });
}

document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) drop.classList.remove("is-over");
});

document.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("is-over");
  checkFile(event.dataTransfer.files[0]);
});
