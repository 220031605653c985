// @ts-check
/**
 * A pathway drawn as a ladder that is climbed from the bottom: one row a level (3 to 8), one column a route.
 * The drawing says nothing that the list next to it does not say.
 */
import { h, icon, ICONS, s } from "./dom.js";
import { capital, LEVELS, syllables, years } from "./words.js";

/**
 * @typedef {{diplome: string, niveau: number | null, annees: number, admission: string, apprentissage: boolean,
 *   condition: string, sortie: boolean, campus?: string}} Step
 * @typedef {{genre: string, annees: number, etapes: Step[]}} Route
 * @typedef {{key: number, label: string[], height: number, y: number}} Row
 */

export const MOST = 4; // routes shown
const AXIS = 64; // all measures in sixteenths of the text's size
const NARROWEST = 98;
const LETTER = 7.6;
const LINE = 17;
const MARKS = /** @type {const} */ ([["apprentissage", "both"], ["campus", "place"], ["sortie", "work"]]);

/** A diploma's type and its subject: "bac pro", "Cuisine". @param {string} name */
function parts(name) {
  const words = name.split(/\s+/);
  const subject = words.findIndex((word, n) => n > 0 && /^\p{Lu}/u.test(word));
  return subject < 0 ? [name, ""] : [words.slice(0, subject).join(" "), words.slice(subject).join(" ")];
}

/** A word in pieces that hold in a line, as far as its syllables allow. @param {string} word @param {number} room @returns {string[]} */
function pieces(word, room) {
  if (word.length <= room) return [word];
  const parts = syllables(word).split("\u00ad");
  let head = "";
  while (parts.length > 1 && head.length + parts[0].length < room) head += parts.shift();
  return head ? [`${head}-`, ...pieces(parts.join(""), room)] : [word];
}

/** Lines of at most `room` letters, `most` of them, cut with an ellipsis. @param {string} text @param {number} room @param {number} most */
function wrap(text, room, most) {
  /** @type {string[]} */
  const lines = [];
  for (const word of text.split(/\s+/).filter(Boolean).flatMap((word) => pieces(word, room))) {
    const last = lines[lines.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, most).map((line) => (line.length > room ? `${line.slice(0, room - 1)}…` : line));
  if (lines.length > most) kept[most - 1] = `${kept[most - 1].slice(0, room - 1).replace(/[\s,:-]+$/, "")}…`;
  return kept;
}

/** The rows a route's steps stand on: a level, its second step there, a level nobody gave. @param {Route} route */
function standing(route) {
  let at = 0;
  return route.etapes.map((step, n) => {
    const given = Number(step.niveau) in LEVELS ? Number(step.niveau) : 0;
    const next = route.etapes.slice(n).find((other) => other.niveau)?.niveau;
    const unknown = at ? Math.floor(at) + 0.5 : next ? next - 0.5 : 0.5;
    const wanted = given || unknown;
    at = wanted > at ? wanted : at + 0.01;
    return at;
  });
}

/** @param {string} kind @param {number} x @param {number} y @param {string[]} lines @param {string} [anchor] */
function words(kind, x, y, lines, anchor = "start") {
  return lines.map((line, n) => s("text", { class: kind, x, y: y + n * LINE, "text-anchor": anchor }, line));
}

/** A box with its diploma, its length and its marks. @param {Step} step @param {number} room letters a line */
function box(step, room) {
  const [type, subject] = parts(capital(step.diplome));
  const bold = wrap(type, Math.floor(room * 0.88), subject ? 2 : 3);
  const plain = wrap(subject, room, 3);
  const marks = MARKS.filter(([key]) => step[key]).map(([, name]) => name);
  return { bold, plain, marks, height: (bold.length + plain.length + 1) * LINE + 12 };
}

/**
 * One picture of routes next to each other.
 * @param {{depart: string, but: string}} card @param {Route[]} routes @param {number} first rank of the first route
 * @param {number} width
 */
function picture(card, routes, first, width) {
  const column = (width - AXIS) / routes.length;
  const room = Math.floor((column - 20) / LETTER);
  const places = routes.map(standing);
  const keys = [...new Set(places.flat())].sort((a, b) => b - a);
  const boxes = routes.map((route) => route.etapes.map((step) => box(step, room)));
  let y = 0;
  const goal = wrap(`But : ${card.but}`, Math.floor((width - AXIS - 16) / LETTER), 3);
  const top = goal.length * LINE + 12;
  y = top + 46;
  /** @type {Map<number, {y: number, height: number}>} */
  const rows = new Map();
  for (const key of keys) {
    const heights = places.flatMap((steps, r) => steps.map((at, n) => (at === key ? boxes[r][n].height : 0)));
    const height = Math.max(40, ...heights);
    rows.set(key, { y, height });
    y += height + 24;
  }
  const start = wrap(`Départ : ${card.depart}`, Math.floor((width - AXIS - 16) / LETTER), 3);
  const bottom = start.length * LINE + 12;
  const pill = (/** @type {string} */ kind, /** @type {number} */ at, /** @type {string[]} */ lines) => [
    s("rect", { class: `end ${kind}`, x: AXIS, y: at, width: width - AXIS - 2, height: lines.length * LINE + 12, rx: 8 }),
    words(`in ${kind}`, AXIS + 10, at + LINE + 2, lines),
  ];
  const drawn = [...pill("goal", 1, goal), ...pill("start", y, start)].flat();
  for (const [key, row] of rows) {
    const level = LEVELS[/** @type {3} */ (Math.floor(key))];
    const label = key % 1 >= 0.5 ? ["niveau", "non précisé"] : level ? [capital(level)] : [];
    drawn.push(s("line", { class: "rule", x1: 0, x2: width, y1: row.y + row.height + 12, y2: row.y + row.height + 12 }));
    drawn.push(...words(key % 1 >= 0.5 ? "axis small" : "axis", 0, row.y + row.height / 2 + (label.length > 1 ? -3 : 5), label));
  }
  routes.forEach((route, r) => {
    const left = AXIS + r * column;
    const middle = left + column / 2 - 1;
    const stops = places[r].map((at) => /** @type {{y: number, height: number}} */ (rows.get(at)));
    let from = y;
    stops.forEach((stop, n) => {
      const { bold, plain, marks, height } = boxes[r][n];
      const above = stop.y + (stop.height - height) / 2;
      drawn.push(s("line", { class: `way ${route.genre}`, x1: middle, x2: middle, y1: from, y2: above + height }));
      drawn.push(s("rect", { class: "box", x: left + 3, y: above, width: column - 8, height, rx: 6 }));
      drawn.push(...words("in bold", left + 10, above + LINE + 1, bold), ...words("in", left + 10, above + (bold.length + 1) * LINE + 1, plain));
      drawn.push(...words("in about", left + 10, above + height - 10, [years(route.etapes[n].annees)]));
      marks.forEach((mark, m) => drawn.push(
        s("g", { class: `mark-${mark}`, transform: `translate(${left + column - 26 - 20 * (marks.length - 1 - m)} ${above + height - 25}) scale(.75)` }, s("path", { d: ICONS[mark] }))));
      from = above;
    });
    drawn.push(s("line", { class: `way ${route.genre}`, x1: middle, x2: middle, y1: from, y2: top + 36 }));
    drawn.push(s("circle", { class: "rank", cx: middle, cy: top + 22, r: 13 }), ...words("in bold", middle, top + 27, [String(first + r)], "middle"));
    drawn.push(s("path", { class: "way", d: `M${middle} ${top + 8}v-6m-4 4l4-4l4 4` }));
  });
  const height = y + bottom + 2;
  const about = routes.length > 1 ? `des chemins ${first} à ${first + routes.length - 1}` : `du chemin ${first}`;
  const svg = s("svg", { class: "scheme", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Schéma ${about}, niveau par niveau ; la liste qui suit dit la même chose.` });
  svg.append(...drawn);
  return svg;
}

/** The pictures that fit a width, in sixteenths of the text's size. @param {any} card @param {Route[]} routes @param {number} width */
export function pictures(card, routes, width) {
  const fit = Math.max(1, Math.floor((width - AXIS) / NARROWEST));
  const bands = Math.ceil(routes.length / fit);
  const each = Math.ceil(routes.length / bands);
  return Array.from({ length: bands }, (_, b) => picture(card, routes.slice(b * each, (b + 1) * each), b * each + 1, width));
}

/** What the marks mean, those met only. @param {Route[]} routes */
function legend(routes) {
  const met = (/** @type {"sortie"} */ key) => routes.some((route) => route.etapes.some((step) => step[key]));
  const said = { apprentissage: "en apprentissage", campus: "au campus", sortie: "on peut aussi travailler après" };
  const shown = MARKS.filter(([key]) => met(/** @type {"sortie"} */ (key)));
  return shown.length > 0 && h("ul", { class: "legend", "aria-label": "Signes du schéma" }, shown.map(([key, name]) => h("li", {}, icon(name), said[key])));
}

/** The drawing, made again when its place or the text changes size. @param {any} card @param {Route[]} routes */
export function scheme(card, routes) {
  const place = h("div");
  let was = 0;
  new ResizeObserver(() => {
    const width = Math.round((place.clientWidth / parseFloat(getComputedStyle(place).fontSize)) * 16);
    if (width < 80 || Math.abs(width - was) < 4) return;
    was = width;
    place.replaceChildren(...pictures(card, routes, width));
  }).observe(place);
  return h("figure", {}, place, legend(routes));
}
