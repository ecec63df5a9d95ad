// <cw-chart data-interactive> and <cw-map>: the large libraries are loaded when such a figure first comes into view.
const whenSeen = (element, act) => {
  const observer = new IntersectionObserver(entries => {
    if (!entries.some(entry => entry.isIntersecting)) return;
    observer.disconnect();
    act();
  });
  observer.observe(element);
};

class Chart extends HTMLElement {
  connectedCallback() {
    if (this.hasAttribute("data-interactive")) whenSeen(this, async () => (await import("./chart.js")).draw(this));
  }
}

class Map extends HTMLElement {
  connectedCallback() {
    whenSeen(this, async () => (await import("./map.js")).draw(this));
  }
}

customElements.define("cw-chart", Chart);
customElements.define("cw-map", Map);
