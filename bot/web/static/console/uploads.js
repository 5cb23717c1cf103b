// Files of a form: each is uploaded as soon as it is chosen, and its key goes into the form.

function line(box, text) {
  const item = document.createElement("li");
  item.textContent = text;
  box.querySelector(".uploaded").append(item);
  return item;
}

function put(box, item, file, key) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = box.dataset.field;
  field.value = key;
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "plain";
  remove.dataset.remove = "";
  remove.textContent = box.dataset.remove;
  item.textContent = `${file.name} `;
  item.append(field, remove);
}

async function upload(box, file) {
  const item = line(box, `${file.name} ${box.dataset.waiting}`);
  const buttons = [...box.closest("form").querySelectorAll("button:not([type=button])")];
  for (const each of buttons) each.disabled = true;
  try {
    const answer = await fetch(box.dataset.uploads, {
      method: "POST",
      headers: { "X-Form-Token": box.dataset.token, "Content-Type": "application/octet-stream" },
      body: file,
    });
    const told = await answer.json();
    if (answer.ok) put(box, item, file, told.key);
    else item.textContent = `${file.name}：${told.error}`;
  } catch {
    item.textContent = `${file.name}：${box.dataset.failed}`;
  } finally {
    for (const each of buttons) each.disabled = false;
  }
}

// On the document, because a form may be fetched after the page.
document.addEventListener("change", async (event) => {
  const box = event.target.closest("[data-uploads]");
  if (!box || event.target.type !== "file") return;
  const picker = event.target;
  const chosen = [...picker.files];
  picker.value = "";
  for (const file of chosen) {
    if (box.querySelectorAll("input[type=hidden]").length < Number(box.dataset.most)) await upload(box, file);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.matches("[data-uploads] button[data-remove]")) event.target.closest("li").remove();
});
