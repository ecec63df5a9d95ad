// <cw-files>: small previews of the photos chosen, and a warning before anything too large or too many is sent.
// Previews are drawn on a canvas, because the content security policy allows no blob: pictures.
const SIDE_PX = 208;

class Files extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.shown = document.createElement("ul");
    this.warning = Object.assign(document.createElement("p"), { role: "alert", hidden: true });
    this.append(this.warning, this.shown);
    this.input.addEventListener("change", () => this.#show());
  }

  #show() {
    const files = [...this.input.files];
    const limit = Number(this.dataset.megabytes) * 1024 * 1024;
    const tooLarge = files.filter(file => file.size > limit).map(file => `${file.name}: ${this.dataset.tooLarge}`);
    const tooMany = files.length > Number(this.dataset.most) ? [this.dataset.tooMany] : [];
    this.warning.textContent = [...tooMany, ...tooLarge].join(" ");
    this.warning.hidden = this.warning.textContent === "";
    this.shown.replaceChildren(...files.map(file => this.#preview(file)));
  }

  #preview(file) {
    const item = document.createElement("li");
    if (file.type.startsWith("image/")) item.append(this.#picture(file));
    item.append(file.name);
    return item;
  }

  #picture(file) {
    const canvas = Object.assign(document.createElement("canvas"), { width: SIDE_PX, height: SIDE_PX });
    canvas.setAttribute("aria-hidden", "true");
    createImageBitmap(file).then(
      picture => {
        const side = Math.min(picture.width, picture.height);
        canvas.getContext("2d").drawImage(picture, (picture.width - side) / 2, (picture.height - side) / 2, side, side, 0, 0, SIDE_PX, SIDE_PX);
        picture.close();
      },
      () => canvas.remove(), // A picture this browser can't read, such as HEIC: its name says enough.
    );
    return canvas;
  }
}

customElements.define("cw-files", Files);
