// <cw-live src events event>: at each server-sent event the part is read again. One read at a time; a burst becomes one more read.
class Live extends HTMLElement {
  #source;
  #reading = false;
  #again = false;

  connectedCallback() {
    this.#source = new EventSource(this.getAttribute("events"));
    this.#source.addEventListener(this.getAttribute("event") ?? "message", () => this.#refresh());
  }

  disconnectedCallback() {
    this.#source.close();
  }

  async #refresh() {
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    try {
      const answer = await fetch(this.getAttribute("src"), { headers: { accept: "text/html" } });
      if (answer.ok) this.#replace(await answer.text());
    } catch {
      // The network is away: what is shown stays, and the event source tries again by itself.
    } finally {
      this.#reading = false;
    }
    if (this.#again) {
      this.#again = false;
      await this.#refresh();
    }
  }

  /** Keeps the focus on the same link, so that a keyboard doesn't lose its place. */
  #replace(html) {
    const focused = this.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    this.innerHTML = html;
    if (focused) this.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}

customElements.define("cw-live", Live);
