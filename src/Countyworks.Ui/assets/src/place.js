// <cw-place>: finds places while typing, by the ARIA combobox pattern. What is chosen goes into the hidden field; typing on empties it.
const WAIT_MS = 150;

class Place extends HTMLElement {
  connectedCallback() {
    [this.chosen, this.typed] = this.querySelectorAll("input");
    this.list = Object.assign(document.createElement("ul"), { id: `${this.typed.id}-list`, role: "listbox", hidden: true });
    this.said = Object.assign(document.createElement("p"), { className: "sr", role: "status" });
    this.append(this.list, this.said);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id }))
      this.typed.setAttribute(name, value);
    this.typed.addEventListener("input", () => this.#later());
    this.typed.addEventListener("keydown", event => this.#press(event));
    this.typed.addEventListener("blur", () => this.#close());
    this.list.addEventListener("mousedown", event => event.preventDefault());
    this.list.addEventListener("click", event => this.#choose(event.target.closest("li")));
  }

  #later() {
    this.chosen.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#find(), WAIT_MS);
  }

  async #find() {
    const asked = this.typed.value.trim();
    if (asked === "") return this.#close();
    const address = new URL(this.dataset.source, location.href);
    address.searchParams.set("q", asked);
    const answer = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null);
    if (!answer?.ok || asked !== this.typed.value.trim()) return;
    this.#show(await answer.json());
  }

  #show(places) {
    this.list.replaceChildren(...places.map((place, index) => {
      const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${index}`, role: "option", textContent: place.name });
      item.setAttribute("aria-selected", "false");
      item.dataset.id = place.id;
      item.dataset.name = place.name;
      if (place.fullName) item.append(Object.assign(document.createElement("small"), { textContent: place.fullName }));
      return item;
    }));
    this.#open(places.length > 0);
    this.said.textContent = places.length === 0 ? this.dataset.none : this.dataset.found.replace("{0}", places.length);
  }

  #press(event) {
    if (event.isComposing || this.list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && this.#selected) this.#choose(this.#selected);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
  }

  get #selected() {
    return this.list.querySelector("[aria-selected=true]");
  }

  #move(by) {
    const items = [...this.list.children];
    const before = this.#selected;
    const next = items[(items.indexOf(before) + by + items.length) % items.length] ?? items[0];
    before?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    this.typed.setAttribute("aria-activedescendant", next.id);
  }

  #choose(item) {
    if (!item) return;
    this.typed.value = item.dataset.name;
    this.chosen.value = item.dataset.id;
    this.chosen.dispatchEvent(new Event("change", { bubbles: true }));
    this.#close();
  }

  #open(isOpen) {
    this.list.hidden = !isOpen;
    this.typed.setAttribute("aria-expanded", String(isOpen));
    this.typed.removeAttribute("aria-activedescendant");
  }

  #close() {
    clearTimeout(this.timer);
    this.#open(false);
  }
}

customElements.define("cw-place", Place);
