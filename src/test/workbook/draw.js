// Draws a workbook with rows in place of what the portal would be answered: {workbook, parameters: {name: value}, rows: {item: [{column: value}]}}.
// What it knows is what the relay's workbook uses; what it does not know it says instead of leaving it out.
"use strict";

const COLOURS = { green: "#57a300", yellow: "#fcd116", orange: "#ff8c00", red: "#d13438", gray: "#e1dfdd", blue: "#0078d4" };
const SERIES = ["#0078d4", "#ef6950", "#00b7c3", "#8764b8", "#57a300"];
const ICONS = { success: ["✔", COLOURS.green], warning: ["▲", COLOURS.orange] };
const shown = JSON.parse(document.getElementById("shown").textContent);

function element(tag, attributes = {}, ...children) {
  const made = tag.startsWith("svg:") ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4)) : document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

function markdown(text) {
  const html = text.split("\n").map((line) => {
    const safe = line.replace(/&/g, "&amp;").replace(/</g, "&lt;")
      .replace(/`([^`]+)`/g, "<code>$1</code>").replace(/\*\*([^*]+)\*\*/g, "<b>$1</b>").replace(/\*([^*]+)\*/g, "<i>$1</i>")
      .replace(/\[([^\]]+)\]\(([^)]+)\)/g, '<a href="$2">$1</a>');
    const heading = /^(#+) (.*)/.exec(safe);
    return heading ? `<h${heading[1].length}>${heading[2]}</h${heading[1].length}>` : `<p>${safe}</p>`;
  });
  const text_ = element("div");
  text_.innerHTML = html.join("");
  return text_;
}

const isTime = (value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value);

function written(value, formatter = {}) {
  if (value === null || value === undefined) return "";
  if (isTime(value)) {
    const utc = new Date(value).toISOString();
    // as the portal writes times: to the millisecond, unless it is told otherwise
    const until = { shortDateTimePattern: 16, sortableDateTimePattern: 19 }[formatter.dateFormat?.formatName] ?? 23;
    return `${utc.slice(0, 10)} ${utc.slice(11, until)}`;
  }
  if (typeof value === "number") {
    return value.toLocaleString("en-US", formatter.numberFormat?.options ?? { maximumFractionDigits: 20, useGrouping: false });
  }
  return String(value);
}

function meets(value, { operator, thresholdValue }) {
  if (operator === "Default") return true;
  if (value === null || value === undefined) return false;
  const [left, right] = typeof value === "number" ? [value, Number(thresholdValue)] : [String(value), thresholdValue];
  return { "==": left === right, "!=": left !== right, ">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right }[operator];
}

function cell(column, row, formatter) {
  const value = row[column];
  const made = element("td", typeof value === "number" ? { class: "number" } : {}, written(value, formatter));
  if (formatter?.formatter === 7 && value) made.replaceChildren(element("a", { href: "#" }, formatter.formatOptions.linkLabel ?? value));
  if (formatter?.formatter === 18) {
    const met = formatter.formatOptions.thresholdsGrid.find((one) => meets(value, one));
    const colour = COLOURS[met?.representation];
    if (met && !colour) throw new Error(`unknown colour ${met.representation}`);
    if (met) {
      made.style.background = colour;
      made.style.color = ["green", "red"].includes(met.representation) ? "#fff" : "#323130";
    }
  }
  return made;
}

function grid(content, rows) {
  const formatters = content.gridSettings?.formatters ?? [];
  const labels = Object.fromEntries((content.gridSettings?.labelSettings ?? []).map((one) => [one.columnId, one.label]));
  const of = (column) => formatters.find((one) => new RegExp(one.columnMatch).test(column));
  const columns = Object.keys(rows[0]).filter((column) => of(column)?.formatter !== 5);
  const head = columns.map((column) => element("th", typeof rows[0][column] === "number" ? { class: "number" } : {}, labels[column] ?? column));
  const body = rows.map((row) => element("tr", {}, ...columns.map((column) => cell(column, row, of(column)))));
  return element("div", { class: "grid" }, element("table", {}, element("tr", {}, ...head), ...body));
}

function tiles(content, rows) {
  const { titleContent, leftContent, secondaryContent } = content.tileSettings;
  return element("div", { class: "tiles" }, ...rows.map((row) => {
    const met = secondaryContent.formatOptions.thresholdsGrid.find((one) => meets(row[secondaryContent.columnMatch], one));
    const [sign, colour] = ICONS[met.representation];
    return element("div", { class: "tile" }, row[titleContent.columnMatch], element("b", {}, written(row[leftContent.columnMatch], leftContent)),
      element("i", { style: `color:${colour}` }, `${sign} `), row[secondaryContent.columnMatch]);
  }));
}

function chart(content, rows, width) {
  const { xAxis, yAxis } = content.chartSettings;
  const [left, bottom, height] = [46, 24, 200];
  const high = Math.max(...rows.flatMap((row) => yAxis.map((name) => row[name] ?? 0))) || 1;
  const y = (value) => height - bottom - (value / high) * (height - bottom - 12);
  const drawn = element("svg:svg", { width, height });
  for (const part of [0, 0.5, 1]) {
    drawn.append(element("svg:line", { x1: left, x2: width, y1: y(high * part), y2: y(high * part), stroke: "#edebe9" }),
      element("svg:text", { x: left - 6, y: y(high * part) + 4, "text-anchor": "end" }, Number((high * part).toPrecision(2)).toString()));
  }
  const draw = content.visualization === "barchart" ? bars : lines;
  draw(drawn, rows, xAxis, yAxis, { left, width, height, bottom, y });
  const legend = element("div", { class: "legend" });
  const labels = Object.fromEntries((content.chartSettings.seriesLabelSettings ?? []).map((one) => [one.seriesName, one.label]));
  yAxis.forEach((name, n) => legend.append(element("i", { style: `background:${SERIES[n]}` }), labels[name] ?? name));
  return element("div", {}, drawn, legend);
}

function bars(drawn, rows, xAxis, yAxis, { left, width, height, bottom, y }) {
  const group = (width - left) / rows.length;
  const bar = Math.min(60, (group * 0.7) / yAxis.length);
  rows.forEach((row, r) => {
    const middle = left + group * (r + 0.5);
    yAxis.forEach((name, n) => drawn.append(element("svg:rect", { x: middle + bar * (n - yAxis.length / 2), y: y(row[name] ?? 0), width: bar - 2,
      height: height - bottom - y(row[name] ?? 0), fill: SERIES[n] })));
    drawn.append(element("svg:text", { x: middle, y: height - 8, "text-anchor": "middle" }, isTime(row[xAxis]) ? row[xAxis].slice(0, 10) : row[xAxis]));
  });
}

function lines(drawn, rows, xAxis, yAxis, { left, width, height, y }) {
  const times = rows.map((row) => Date.parse(row[xAxis]));
  const [first, last] = [times[0], times[times.length - 1]];
  const x = (time) => left + ((time - first) / (last - first || 1)) * (width - left - 10);
  yAxis.forEach((name, n) => drawn.append(element("svg:polyline", { fill: "none", stroke: SERIES[n], "stroke-width": 1.5,
    points: rows.map((row, r) => `${x(times[r])},${y(row[name] ?? 0)}`).join(" ") })));
  for (let hour = Math.ceil(first / 3600e3) * 3600e3; hour <= last; hour += 3600e3) {
    drawn.append(element("svg:text", { x: x(hour), y: height - 8, "text-anchor": "middle" }, new Date(hour).toISOString().slice(11, 16)));
  }
}

function query(item, width) {
  const { content, name } = item;
  const rows = shown.rows[name];
  if (!rows) throw new Error(`no rows were asked for ${name}`);
  const title = content.title ? [element("h2", {}, content.title)] : [];
  if (!rows.length) return [...title, element("div", { class: "none" }, content.noDataMessage ?? "The query returned no results.")];
  const kinds = { table: grid, tiles, barchart: chart, timechart: chart };
  return [...title, kinds[content.visualization](content, rows, width - 16)];
}

function parameters(item) {
  const value = (one) => (one.value.durationMs ? `last ${one.value.durationMs / 86400e3} days` : shown.parameters[one.name]);
  return item.content.parameters.map((one) => element("span", { class: "pill" }, `${one.label}: `, element("b", {}, value(one))));
}

function drawn(item) {
  const share = Number(item.customWidth ?? 100) / 100;
  const width = 1368 * share;
  const parts = { 1: () => [markdown(item.content.json)], 3: () => query(item, width), 9: () => parameters(item) }[item.type]();
  return element("section", { style: `width:${width}px`, id: item.name }, ...parts);
}

document.querySelector("main").append(...shown.workbook.items.map(drawn));
document.documentElement.dataset.height = Math.ceil(document.body.getBoundingClientRect().height);
