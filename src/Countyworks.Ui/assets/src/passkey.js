// <cw-passkey data-ask="create|get" data-options data-failed>: asks the browser for a passkey and sends the form with its answer.
const bytes = text => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), character => character.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** As PublicKeyCredential.parse…FromJSON does it, which younger browsers have only. */
function parsed(options) {
  const list = credentials => (credentials ?? []).map(one => ({ ...one, id: bytes(one.id) }));
  return {
    ...options,
    challenge: bytes(options.challenge),
    ...(options.user && { user: { ...options.user, id: bytes(options.user.id) } }),
    ...(options.excludeCredentials && { excludeCredentials: list(options.excludeCredentials) }),
    ...(options.allowCredentials && { allowCredentials: list(options.allowCredentials) }),
  };
}

function written(credential) {
  const { response } = credential;
  const all = { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject, authenticatorData: response.authenticatorData, signature: response.signature, userHandle: response.userHandle };
  const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value).map(([name, value]) => [name, text(value)]));
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: { ...given, ...(response.getTransports && { transports: response.getTransports() }) },
  });
}

class Passkey extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) {
      this.hidden = true;
      return;
    }
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", event => {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.#ask();
    });
  }

  async #ask() {
    const said = this.querySelector("[role=alert]");
    said.hidden = true;
    try {
      const publicKey = parsed(JSON.parse(this.dataset.options));
      const credential = await navigator.credentials[this.dataset.ask]({ publicKey });
      this.form.elements.credential.value = written(credential);
      this.form.submit();
    } catch {
      // Its owner turned away, or has none for this site: browsers do not say which.
      said.textContent = this.dataset.failed;
      said.hidden = false;
    }
  }
}

customElements.define("cw-passkey", Passkey);
