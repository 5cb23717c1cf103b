// Passkeys: a form with data-passkey="create" makes one before it is sent; one with "get" asks one for a proof.

const possible = Boolean(window.PublicKeyCredential && navigator.credentials);
document.documentElement.classList.toggle("has-passkeys", possible);

const bytesOf = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

function textOf(buffer) {
  const text = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const withIds = (list) => (list || []).map((each) => ({ ...each, id: bytesOf(each.id) }));

function said(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: textOf(response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = textOf(response[name]);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: textOf(credential.rawId), type, response: parts, clientExtensionResults: {} });
}

async function made(form) {
  const options = JSON.parse(form.dataset.options);
  const user = { ...options.user, id: bytesOf(options.user.id) };
  const challenge = bytesOf(options.challenge);
  const excludeCredentials = withIds(options.excludeCredentials);
  return navigator.credentials.create({ publicKey: { ...options, user, challenge, excludeCredentials } });
}

async function sent(path, form) {
  const fields = new URLSearchParams(new FormData(form));
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  fields.set("once", textOf(bytes)); // one form makes two requests
  const answer = await fetch(path, { method: "POST", body: fields, redirect: "error" });
  const text = await answer.text();
  if (!answer.ok) throw new Error(answer.status === 422 ? text : "");
  return text;
}

async function proved(form) {
  const options = JSON.parse(await sent(form.dataset.begin, form));
  const challenge = bytesOf(options.challenge);
  const allowCredentials = withIds(options.allowCredentials);
  const answer = await navigator.credentials.get({ publicKey: { ...options, challenge, allowCredentials } });
  form.elements.credential.value = said(answer);
  return sent(form.action, form);
}

function failed(form, error) {
  const where = (form.closest(".presence") ?? form).querySelector(".failed");
  where.textContent = error instanceof DOMException ? form.dataset.failed : error.message || form.dataset.failed;
  where.hidden = false;
}

async function run(form) {
  if (form.dataset.passkey === "create") {
    form.elements.credential.value = said(await made(form));
    form.submit();
    return;
  }
  const state = document.getElementById("presence");
  state.outerHTML = await proved(form);
}

document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-passkey]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    await run(form);
  } catch (error) {
    failed(form, error);
  } finally {
    button.disabled = false;
  }
});
