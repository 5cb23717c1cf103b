// A list of cases: what is chosen stays chosen when its rows are fetched again; all of a page can be chosen at once.

const rows = document.getElementById("rows");
const said = document.getElementById("chosen");
const bar = document.querySelector(".bulk");
let chosen = new Set();

function boxes() {
  return [...rows.querySelectorAll('input[name="case"]')];
}

function count() {
  chosen = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  for (const box of boxes()) box.closest("tr").classList.toggle("is-chosen", box.checked);
  bar?.classList.toggle("is-empty", chosen.size === 0 && !bar.querySelector("textarea").value);
  if (said) said.textContent = chosen.size ? said.dataset.some.replace("#", chosen.size) : said.dataset.none;
  const all = document.getElementById("choose-all");
  if (!all) return;
  all.hidden = false;
  all.checked = chosen.size > 0 && chosen.size === boxes().length;
  all.indeterminate = chosen.size > 0 && !all.checked;
}

rows.addEventListener("change", (event) => {
  if (event.target.id === "choose-all") for (const box of boxes()) box.checked = event.target.checked;
  count();
});

// a row opens its case, wherever it is pressed
rows.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-row]");
  if (!row || event.target.closest("a, input, label, button, .choose") || String(getSelection())) return;
  row.querySelector("a")?.click();
});

// the rows were fetched again
new MutationObserver(() => {
  for (const box of boxes()) box.checked = chosen.has(box.value);
  count();
}).observe(rows, { childList: true });

// a filter that says nothing needs no place in the address
document.querySelector(".filters form")?.addEventListener("submit", (event) => {
  for (const field of event.target.elements) if (field.name && !field.value) field.disabled = true;
});

sessionStorage.setItem("list", location.pathname + location.search);

count();
