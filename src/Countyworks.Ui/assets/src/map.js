// Draws the rows of the table behind a figure as circles on a map: larger circles for more. No tiles are needed; a county may set some.
import { circleMarker, geoJSON, latLngBounds, map, tileLayer } from "leaflet";

const LEAST_PX = 9;
const MOST_PX = 30;
const ONE_PLACE_ZOOM = 14;

export async function draw(element) {
  await styles();
  const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const figure = element.closest("figure");
  const points = [...figure.querySelectorAll("tr[data-lat]")];
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", figure.querySelector("figcaption").textContent);
  const shown = map(element, { attributionControl: Boolean(element.dataset.credit), scrollWheelZoom: false });
  if (element.dataset.tiles) tileLayer(element.dataset.tiles, { attribution: element.dataset.credit }).addTo(shown);
  const bounds = latLngBounds(points.map(place));
  if (element.dataset.outlines) bounds.extend(await outlines(element.dataset.outlines, shown, token));
  if (bounds.isValid()) shown.fitBounds(bounds.pad(0.15), { maxZoom: ONE_PLACE_ZOOM });
  const most = Math.max(1, ...points.map(count));
  for (const point of points) {
    circleMarker(place(point), {
      radius: LEAST_PX + (MOST_PX - LEAST_PX) * Math.sqrt(count(point) / most),
      color: token("--brand"),
      weight: 2,
      fillColor: token("--brand"),
      fillOpacity: 0.35,
    })
      .bindTooltip(`${point.cells[0].textContent.trim()} ${count(point)}`, { permanent: points.length <= 12, direction: "top" })
      .on("click", () => point.querySelector("a")?.click())
      .addTo(shown);
  }
}

const place = row => [Number(row.dataset.lat), Number(row.dataset.lon)];
const count = row => Number(row.cells[1].textContent.replaceAll(",", ""));

async function outlines(address, shown, token) {
  const answer = await fetch(address);
  if (!answer.ok) return latLngBounds([]);
  const style = { color: token("--edge"), weight: 1.5, fillColor: token("--paper"), fillOpacity: 1 };
  return geoJSON(await answer.json(), { style, interactive: false }).addTo(shown).getBounds();
}

/** Leaflet's own styles, needed on pages with a map only. */
function styles() {
  return new Promise((resolve, reject) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("./map.css", import.meta.url) });
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
    document.head.append(link);
  });
}
