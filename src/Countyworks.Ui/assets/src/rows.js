// <cw-rows>: j and k move from row to row, Enter follows the row's link (a link does that by itself), x ticks the row,
// a does what the row offers first (its data-act).
import { isTyping } from "./typing.js";

class Rows extends HTMLElement {
  connectedCallback() {
    this.listener = event => this.#press(event);
    document.addEventListener("keydown", this.listener);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.listener);
  }

  #press(event) {
    if (isTyping(event)) return;
    if (event.key === "j") this.#move(1);
    else if (event.key === "k") this.#move(-1);
    else if (event.key === "x") document.activeElement?.closest("tr")?.querySelector(".pick input")?.click();
    else if (event.key === "a") document.activeElement?.closest("tr")?.querySelector("[data-act]")?.click();
  }

  #move(by) {
    const links = [...this.querySelectorAll("tr.go a")];
    const at = links.findIndex(link => link.closest("tr").contains(document.activeElement));
    links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + by))]?.focus();
  }
}

customElements.define("cw-rows", Rows);
