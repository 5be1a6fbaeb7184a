// Security keys and passkeys: the browser makes or uses a credential, the form takes it to the server, which judges it.
// In place of the account library's three scripts, so that these pages load no more than any other.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));

function text(buffer) {
  if (!buffer) return null;
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const listed = (keys) => keys?.map((each) => ({ ...each, id: bytes(each.id) }));

function told(credential, names, more = {}) {
  const response = Object.fromEntries(names.map((name) => [name, text(credential.response[name])]));
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    authenticatorAttachment: credential.authenticatorAttachment,
    response: { ...response, ...more },
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function create({ publicKey }, passwordless) {
  const authenticatorSelection = { ...publicKey.authenticatorSelection };
  if (passwordless !== undefined) {
    authenticatorSelection.residentKey = passwordless ? "required" : "discouraged";
    authenticatorSelection.requireResidentKey = passwordless;
    if (passwordless) authenticatorSelection.userVerification = "required";
  }
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      authenticatorSelection,
      challenge: bytes(publicKey.challenge),
      user: { ...publicKey.user, id: bytes(publicKey.user.id) },
      excludeCredentials: listed(publicKey.excludeCredentials),
    },
  });
  const transports = made.response.getTransports?.() ?? [];
  return told(made, ["clientDataJSON", "attestationObject"], { transports });
}

async function use({ publicKey }) {
  const used = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytes(publicKey.challenge),
      allowCredentials: listed(publicKey.allowCredentials),
    },
  });
  return told(used, ["clientDataJSON", "authenticatorData", "signature", "userHandle"]);
}

async function fetched(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`No challenge: ${answer.status}`);
  return (await answer.json()).request_options;
}

const find = (id) => document.getElementById(id);
const given = (id) => JSON.parse(find(id).textContent);
const ways = {
  add: (form, { data, passwordless }) =>
    create(given(data).creation_options, passwordless ? find(passwordless).checked : false),
  signup: (form, { data }) => create(given(data).creation_options),
  authenticate: (form, { data }) => use(given(data).request_options),
  login: async (form) => use(await fetched(form)),
};

for (const element of document.querySelectorAll("script[data-security-key]")) {
  const ids = JSON.parse(element.textContent);
  const input = find(ids.credential);
  find(ids.button).addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      input.value = await ways[element.dataset.securityKey](input.form, ids);
      input.form.submit();
    } catch (error) {
      console.error(error);
    }
  });
}
