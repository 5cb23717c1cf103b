// `::` in a text opens the ready answers of the form, `??` the articles; what is chosen is put in their place.

const MARK = /(::|\?\?|：：|？？)([^\n:?：？]{0,40})$/;
const ASK_AFTER_MS = 250;

/** Puts words in place of a part of the text, so that the browser's undo still knows what was there. */
function put(text, from, to, words) {
  text.focus();
  text.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, words)) text.setRangeText(words, from, to, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Lets ready answers and articles be put into the text of a form. */
export function letInsert(form, text) {
  const canned = [...form.querySelectorAll("[data-insert]")].map((each) => ({
    title: each.textContent,
    text: each.dataset.insert,
  }));
  for (const each of form.querySelectorAll("[data-insert]")) {
    each.addEventListener("click", () => {
      put(text, text.selectionStart, text.selectionEnd, each.dataset.insert);
      each.closest("details").open = false;
    });
  }
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = "choices";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.list);
  list.hidden = true;
  const around = document.createElement("div");
  around.className = "around-text";
  text.before(around);
  around.append(text, list);
  text.setAttribute("aria-autocomplete", "list");
  text.setAttribute("aria-controls", "choices");
  let at = 0;
  let asking = null;
  let shown = [];

  function close() {
    list.hidden = true;
    text.removeAttribute("aria-activedescendant");
  }

  function show(found) {
    shown = found;
    list.replaceChildren(
      ...found.map((each, place) => {
        const line = document.createElement("li");
        line.id = `choice-${place}`;
        line.setAttribute("role", "option");
        line.textContent = each.title;
        line.addEventListener("mousedown", (event) => {
          event.preventDefault();
          choose(place);
        });
        return line;
      }),
    );
    list.hidden = found.length === 0;
    if (found.length) select(0);
    else close();
  }

  function select(place) {
    at = (place + shown.length) % shown.length;
    for (const [number, line] of [...list.children].entries()) line.setAttribute("aria-selected", String(number === at));
    list.children[at].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", `choice-${at}`);
  }

  function choose(place) {
    const end = text.selectionStart;
    const begun = MARK.exec(text.value.slice(0, end));
    close();
    if (begun) put(text, end - begun[0].length, end, shown[place].text);
  }

  text.addEventListener("input", () => {
    const begun = MARK.exec(text.value.slice(0, text.selectionStart));
    clearTimeout(asking);
    if (!begun) return close();
    const asked = begun[2].trim();
    if (begun[1] === "::" || begun[1] === "：：") {
      show(canned.filter((each) => each.title.toLowerCase().includes(asked.toLowerCase())));
    } else if (asked) {
      asking = setTimeout(async () => {
        const answer = await fetch(`/console/articles?q=${encodeURIComponent(asked)}`).catch(() => null);
        if (answer?.ok) show(await answer.json());
      }, ASK_AFTER_MS);
    }
  });

  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") select(at + 1);
    else if (event.key === "ArrowUp") select(at - 1);
    else if (event.key === "Enter" || event.key === "Tab") choose(at);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  text.addEventListener("blur", close);
}
