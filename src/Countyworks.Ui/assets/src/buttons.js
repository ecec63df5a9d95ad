// <cw-copy> and <cw-print>.
const SAID_MS = 2000;

class Copy extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => this.#copy());
  }

  async #copy() {
    await navigator.clipboard.writeText(this.dataset.text);
    const label = this.querySelector("span");
    const before = label.textContent;
    label.textContent = this.dataset.done;
    setTimeout(() => { label.textContent = before; }, SAID_MS);
  }
}

class Print extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", () => window.print());
  }
}

customElements.define("cw-copy", Copy);
customElements.define("cw-print", Print);
