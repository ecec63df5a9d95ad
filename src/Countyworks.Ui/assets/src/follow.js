// <cw-follow src fields>: a part inside a form that follows what is typed. When one of the fields changes, the form is sent to src
// and what comes back replaces the part; nothing is filed. Sent, not asked for by address: what is typed may be personal.
const WAIT_MS = 250;

class Follow extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.names = this.getAttribute("fields").split(" ");
    this.listener = event => this.#later(event);
    this.form.addEventListener("input", this.listener);
    this.form.addEventListener("change", this.listener);
  }

  disconnectedCallback() {
    this.form.removeEventListener("input", this.listener);
    this.form.removeEventListener("change", this.listener);
    clearTimeout(this.timer);
  }

  #later(event) {
    if (!this.names.includes(event.target.name)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(), WAIT_MS);
  }

  async #read() {
    this.asking?.abort();
    const asking = this.asking = new AbortController();
    try {
      const answer = await fetch(this.getAttribute("src"), { method: "POST", body: new FormData(this.form), signal: asking.signal });
      if (answer.ok) this.innerHTML = await answer.text();
    } catch {
      // A newer question took its place, or the network is away: what is shown stays.
    }
  }
}

customElements.define("cw-follow", Follow);
