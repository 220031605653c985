// @ts-check
/** The light Markdown of replies, as nodes. */
import { h, link, safeUrl } from "./dom.js";

const INLINE =
  /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?»"'])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|((?:[a-z0-9-]+\.)+(?:fr|com|org|eu|net)\b(?:\/[^\s<>()]*[^\s<>().,;:!?»"'])?)|\*([^*\s][^*]*)\*/gi;
const HELPLINES = new Set(["112", "114", "115", "119", "15", "17", "18", "3018", "3020", "3114", "3919"]);
const ITEM = /^(\s*)([-*•]|\d{1,2}[.)])\s+(.*)$/;

/** Nodes of one line of text. @param {string} text @param {boolean} help @returns {any[]} */
export function inline(text, help) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    const [all, bold, label, url, address, mail, domain, italic] = match;
    const at = /** @type {number} */ (match.index);
    if ((mail || domain) && /[\p{L}\d@/]$/u.test(text.slice(0, at))) continue;
    let node = null;
    if (bold) node = h("strong", {}, help && HELPLINES.has(bold.trim()) ? link(`tel:${bold.trim()}`, bold) : inline(bold, help));
    else if (label) node = safeUrl(url) ? link(safeUrl(url), label) : label;
    else if (address) node = link(address, address.replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, ""));
    else if (mail) node = link(`mailto:${mail}`, mail);
    else if (domain) node = link(`https://${domain}`, domain);
    else if (italic) node = h("em", {}, inline(italic, help));
    if (!node) continue;
    nodes.push(text.slice(from, at), node);
    from = at + all.length;
  }
  return [...nodes, text.slice(from)];
}

const cells = (/** @type {string} */ line) => line.trim().replace(/^\||\|$/g, "").split("|").map((cell) => cell.trim());
const isRow = (/** @type {string | undefined} */ line) => /^\s*\|.*\|\s*$/.test(line || "");
export const isRule = (/** @type {string | undefined} */ line) => /^[\s|:-]*-[\s|:-]*$/.test(line || "") && (line || "").includes("|");

/**
 * A table that scrolls inside itself when it is too wide.
 * @param {string} name @param {any[]} heads @param {any[][]} rows
 */
export function table(name, heads, rows) {
  const head = heads.map((cell, i) => (i || String(cell || "").trim() ? h("th", { scope: "col" }, inline(String(cell), false)) : h("td")));
  const body = rows.map((row) =>
    h("tr", {}, row.map((cell, i) => (i ? h("td", {}, inline(String(cell ?? "—"), false)) : h("th", { scope: "row" }, inline(String(cell ?? ""), false))))),
  );
  const grid = h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body));
  return h("div", { class: "wide", role: "group", tabindex: "0", "aria-label": name }, grid);
}

/**
 * Two things side by side, each line's label above its two cells: it holds in a narrow panel.
 * @param {string} name @param {any[]} heads a label, then the two names @param {any[][]} rows
 */
export function pair(name, heads, rows) {
  const text = (/** @type {any} */ cell) => inline(String(cell ?? "—"), false);
  return h("table", { class: "pair" },
    h("caption", { class: "unseen" }, name),
    h("thead", {}, h("tr", {}, heads.slice(-2).map((head) => h("th", { scope: "col" }, text(head))))),
    rows.map(([label, ...values]) => h("tbody", {},
      h("tr", {}, h("th", { colspan: "2", scope: "rowgroup" }, text(label))),
      h("tr", {}, values.map((value) => h("td", {}, text(value)))))));
}

/**
 * Nodes of a text in light Markdown: paragraphs, nested lists, tables.
 * @param {string} text @param {typeof table} [draw] how a table is drawn
 */
export function markdown(text, draw = table) {
  const help = /\b(3114|3018|3919|119|112)\b/.test(text);
  return blocks(text.replace(/\r/g, "").split("\n"), help, draw);
}

/** @param {string[]} lines @param {boolean} help @param {typeof table} draw @returns {any[]} */
function blocks(lines, help, draw) {
  const nodes = [];
  for (let i = 0; i < lines.length; ) {
    const item = ITEM.exec(lines[i]);
    if (!lines[i].trim()) i += 1;
    else if (isRow(lines[i]) && isRule(lines[i + 1])) {
      const heads = cells(lines[i]);
      const rows = [];
      for (i += 2; isRow(lines[i]); i += 1) rows.push(cells(lines[i]));
      nodes.push(draw("Tableau", heads, rows));
    } else if (item) {
      const [node, next] = list(lines, i, item, help, draw);
      nodes.push(node);
      i = next;
    } else {
      const paragraph = [];
      const title = /^#{1,4}\s+(.*)$/.exec(lines[i]);
      do paragraph.push(lines[i++]);
      while (!title && i < lines.length && lines[i].trim() && !ITEM.test(lines[i]) && !isRow(lines[i]));
      if (title) nodes.push(h("p", {}, h("strong", {}, inline(title[1], help))));
      else nodes.push(h("p", {}, paragraph.map((line, n) => [n ? h("br") : null, inline(line.trim(), help)])));
    }
  }
  return nodes;
}

/**
 * A list from line `i`: deeper lines belong to their item, blank lines between items are skipped.
 * @param {string[]} lines @param {number} i @param {RegExpExecArray} first @param {boolean} help
 * @param {typeof table} draw
 * @returns {[any, number]}
 */
function list(lines, i, first, help, draw) {
  const depth = first[1].length;
  const ordered = /\d/.test(first[2]);
  const node = h(ordered ? "ol" : "ul", { start: ordered && parseInt(first[2], 10) !== 1 && parseInt(first[2], 10) });
  while (i < lines.length) {
    const item = ITEM.exec(lines[i]);
    if (!item || item[1].length !== depth || /\d/.test(item[2]) !== ordered) break;
    const inside = [item[3]];
    for (i += 1; i < lines.length; i += 1) {
      const ahead = lines.slice(i).find((line) => line.trim());
      const margin = ahead ? /^\s*/.exec(ahead)?.[0].length ?? 0 : 0;
      if (!ahead || margin <= depth) break;
      inside.push(lines[i].slice(Math.min(margin, depth + item[2].length + 1)));
    }
    const content = blocks(inside, help, draw);
    node.append(h("li", {}, content[0]?.localName === "p" ? [...content.shift().childNodes, content] : content));
    const ahead = lines.findIndex((line, n) => n >= i && line.trim());
    const again = ahead >= 0 && ITEM.exec(lines[ahead]);
    if (again && again[1].length === depth && /\d/.test(again[2]) === ordered) i = ahead;
  }
  return [node, i];
}
