/* Passkeys: to sign in, to pass the second step, to confirm oneself, and to add one.

   A form takes part by its attributes:
     data-passkey="get" | "create"
     data-options="id of the element that holds allauth's js_data as JSON"
       or data-options-url="address that answers {request_options: …}", asked when pressed
     data-cancelled, data-failed, data-known: sentences for people
   and holds a hidden input named `credential`, a button, and a [data-passkey-status] element that
   speaks. A checkbox named `passwordless` asks for a passkey that signs in without a password.
   Whatever carries data-passkey-area stays hidden where the browser knows no passkeys. */

const toBytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const toText = (buffer) => {
  if (!buffer) return undefined;
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const withIds = (list = []) => list.map((entry) => ({ ...entry, id: toBytes(entry.id) }));

async function get(options) {
  const wanted = options.publicKey;
  const made = await navigator.credentials.get({
    publicKey: {
      ...wanted,
      challenge: toBytes(wanted.challenge),
      allowCredentials: withIds(wanted.allowCredentials),
    },
  });
  return {
    type: made.type,
    id: made.id,
    rawId: toText(made.rawId),
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      authenticatorData: toText(made.response.authenticatorData),
      signature: toText(made.response.signature),
      userHandle: toText(made.response.userHandle),
    },
    clientExtensionResults: made.getClientExtensionResults(),
  };
}

async function create(options, passwordless) {
  const wanted = options.publicKey;
  const selection = { ...wanted.authenticatorSelection };
  if (passwordless !== undefined) {
    selection.residentKey = passwordless ? "required" : "discouraged";
    selection.requireResidentKey = passwordless;
    if (passwordless) selection.userVerification = "required";
  }
  const made = await navigator.credentials.create({
    publicKey: {
      ...wanted,
      authenticatorSelection: selection,
      challenge: toBytes(wanted.challenge),
      user: { ...wanted.user, id: toBytes(wanted.user.id) },
      excludeCredentials: withIds(wanted.excludeCredentials),
    },
  });
  return {
    type: made.type,
    id: made.id,
    rawId: toText(made.rawId),
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    response: {
      clientDataJSON: toText(made.response.clientDataJSON),
      attestationObject: toText(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
    clientExtensionResults: made.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  let data;
  if (form.dataset.optionsUrl) {
    const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    data = await answer.json();
  } else {
    data = JSON.parse(document.getElementById(form.dataset.options).textContent);
  }
  return data.request_options ?? data.creation_options;
}

const sentence = (form, error) => {
  if (error.name === "NotAllowedError" || error.name === "AbortError") return form.dataset.cancelled;
  if (error.name === "InvalidStateError" && form.dataset.known) return form.dataset.known;
  return form.dataset.failed;
};

const known = Boolean(window.PublicKeyCredential && navigator.credentials);
if (known) for (const area of document.querySelectorAll("[data-passkey-area]")) area.hidden = false;

for (const form of known ? document.querySelectorAll("form[data-passkey]") : []) {
  const status = form.querySelector("[data-passkey-status]");
  let busy = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    if (status) status.textContent = "";
    try {
      const options = await optionsOf(form);
      const credential =
        form.dataset.passkey === "create"
          ? await create(options, form.elements.passwordless?.checked)
          : await get(options);
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch (error) {
      if (status) status.textContent = sentence(form, error);
      busy = false;
    }
  });
}

// A page kept by the browser's "back" must not send the old answer again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-passkey]")) form.elements.credential.value = "";
});
