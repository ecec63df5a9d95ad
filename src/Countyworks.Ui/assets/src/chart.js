// Draws the table behind a figure with ECharts. The tooltip is drawn on the canvas, because the content security policy allows no
// style attributes in HTML.
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, AriaComponent, DataZoomComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

const MOST_UNZOOMED = 40;
const DASHES = ["solid", [8, 4], [2, 4], [12, 4, 2, 4], [5, 5]]; // As in parts.css, because colour alone tells nobody anything.

export function draw(element) {
  const table = read(element.closest("figure").querySelector("table"));
  const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const text = { color: token("--quiet"), fontSize: parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.85 };
  element.replaceChildren();
  element.classList.add("rich");
  const chart = init(element, null, { renderer: "canvas" });
  chart.setOption({
    animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    aria: { enabled: true },
    color: [0, 1, 2, 3, 4].map(index => token(`--s${index}`)),
    textStyle: text,
    grid: { left: 8, right: 16, top: 16, bottom: table.labels.length > MOST_UNZOOMED ? 56 : 8, containLabel: true },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("--paper"), borderColor: token("--line"), textStyle: { ...text, color: token("--ink") } },
    dataZoom: table.labels.length > MOST_UNZOOMED ? [{ type: "slider" }] : [],
    xAxis: { type: "category", data: table.labels, axisLabel: text, axisLine: { lineStyle: { color: token("--edge") } } },
    yAxis: { type: "value", axisLabel: text, splitLine: { lineStyle: { color: token("--line") } } },
    series: table.series.map((series, index) => ({
      ...series,
      type: element.dataset.kind,
      symbolSize: 7,
      barMaxWidth: 48,
      lineStyle: { width: 2.5, type: DASHES[index % DASHES.length] },
    })),
  });
  new ResizeObserver(() => chart.resize()).observe(element);
}

function read(table) {
  const rows = [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent.trim()));
  const names = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.textContent.trim());
  const number = text => (text === "—" ? null : Number(text.replaceAll(",", "")));
  return {
    labels: rows.map(row => row[0]),
    series: names.map((name, index) => ({ name, data: rows.map(row => number(row[index + 1])) })),
  };
}
