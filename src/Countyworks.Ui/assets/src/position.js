// <cw-position>: puts where this device is into its two hidden fields, when its button is pressed and the reader allows it.
const WAIT_MS = 20000;

class Position extends HTMLElement {
  connectedCallback() {
    [this.latitude, this.longitude] = this.querySelectorAll("input");
    this.said = this.querySelector("[role=status]");
    if (this.latitude.value !== "") this.#say(this.dataset.found);
    this.querySelector("button").addEventListener("click", () => this.#ask());
  }

  #ask() {
    if (!navigator.geolocation) return this.#say(this.dataset.failed);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.latitude.value = coords.latitude.toFixed(6);
        this.longitude.value = coords.longitude.toFixed(6);
        this.#say(this.dataset.found);
      },
      () => this.#say(this.dataset.failed),
      { enableHighAccuracy: true, timeout: WAIT_MS },
    );
  }

  #say(text) {
    this.said.textContent = text;
  }
}

customElements.define("cw-position", Position);
