// @ts-check
/** The campuses: a schematic map of the regions, one square each, and the list it leads to. The list says it all. */
import { h, link, s, safeUrl } from "./dom.js";
import { ask } from "./network.js";
import { bare, syllables } from "./words.js";

/**
 * @typedef {{id: string, nom: string, region: string, filiere: string, villes?: string[], categorie?: string, site?: string,
 *   contact?: {email?: string, telephone?: string, date?: string}, verified_on?: string}} Campus
 */

/** Column and row of each region's square. */
const SQUARES = /** @type {const} */ ({
  "Hauts-de-France": [3, 1],
  Bretagne: [1, 2],
  Normandie: [2, 2],
  "Île-de-France": [3, 2],
  "Grand Est": [4, 2],
  "Pays de la Loire": [1, 3],
  "Centre-Val de Loire": [2, 3],
  "Bourgogne-Franche-Comté": [3, 3],
  "Nouvelle-Aquitaine": [2, 4],
  "Auvergne-Rhône-Alpes": [3, 4],
  Occitanie: [2, 5],
  "Provence-Alpes-Côte d'Azur": [3, 5],
  Corse: [4, 5],
});
const OVERSEAS = ["Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte", "Polynésie française"];

const anchor = (/** @type {string} */ region) => `region-${bare(region).replace(/ /g, "-")}`;
const many = (/** @type {number} */ count) => `${count} campus`;
const get = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));

/** @param {string} region @param {number} count @param {readonly number[]} [place] */
function tile(region, count, place) {
  const rows = Math.ceil(count / 7);
  const dots = s("svg", { class: "points", viewBox: `0 0 70 ${Math.max(1, rows) * 10}`, "aria-hidden": "true" },
    Array.from({ length: count }, (_, n) => s("circle", { cx: 5 + (n % 7) * 10, cy: 5 + Math.floor(n / 7) * 10, r: 3.5 })));
  const content = [h("span", { class: "nom" }, syllables(region)), h("span", { class: "nombre" }, many(count)), dots];
  return h("li", { class: place ? `c${place[0]} r${place[1]}` : null }, count ? h("a", { href: `#${anchor(region)}`, "aria-label": `${region}, ${many(count)}` }, content) : h("span", {}, content));
}

/** @param {Campus} campus */
function entry(campus) {
  const { email, telephone, date } = campus.contact || {};
  const site = safeUrl(campus.site);
  const since = (email || telephone) && date ? ` (publié en ${date.slice(0, 4)}, à vérifier)` : "";
  return h("li", {},
    h("p", { class: "nom" }, campus.nom),
    h("p", {}, [(campus.villes || []).join(", "), campus.categorie === "excellence" && "campus d'excellence"].filter(Boolean).join(" · ")),
    h("ul", { class: "liens" },
      site && h("li", {}, link(site, "Site du campus", h("span", { class: "unseen" }, ` ${campus.nom}`))),
      email && h("li", {}, link(`mailto:${email}`, email), since),
      telephone && h("li", {}, link(`tel:${telephone.replace(/[^\d+]/g, "")}`, telephone), !email && since),
      h("li", {}, h("a", { href: `/?campus=${encodeURIComponent(campus.id)}` }, "Poser une question", h("span", { class: "unseen" }, ` sur ${campus.nom}`)))));
}

/** @param {Campus[]} all */
function draw(all) {
  const wanted = get("filiere").value;
  const shown = all.filter((campus) => !wanted || campus.filiere === wanted);
  const others = [...new Set(all.map((campus) => campus.region))].filter((region) => !(region in SQUARES) && !OVERSEAS.includes(region));
  const count = (/** @type {string} */ region) => shown.filter((campus) => campus.region === region).length;
  get("regions").replaceChildren(
    h("ul", { class: "tuiles" }, Object.entries(SQUARES).map(([region, place]) => tile(region, count(region), place))),
    h("p", { class: "titre", id: "outre-mer" }, "Outre-mer"),
    h("ul", { class: "tuiles", "aria-labelledby": "outre-mer" }, [...OVERSEAS, ...others].map((region) => tile(region, count(region)))));
  const regions = [...new Set(shown.map((campus) => campus.region))].sort((a, b) => a.localeCompare(b, "fr"));
  get("liste").replaceChildren(...regions.map((region) =>
    h("section", { "aria-labelledby": anchor(region) },
      h("h2", { id: anchor(region), tabindex: "-1" }, region, h("span", {}, ` (${count(region)})`)),
      h("ul", { class: "campus" }, shown.filter((campus) => campus.region === region).sort((a, b) => a.nom.localeCompare(b.nom, "fr")).map(entry)))));
  get("etat").textContent = shown.length ? `${many(shown.length)}, dans ${regions.length} région${regions.length > 1 ? "s" : ""}.` : "Aucun campus connu dans cette filière.";
}

async function load() {
  get("etat").replaceChildren("La liste arrive…");
  /** @type {Campus[]} */
  const all = [];
  try {
    for (let page = 1, total = 1; all.length < total; page += 1) {
      const part = await ask("GET", `/api/campus?page=${page}`);
      if (!part.items.length) break;
      all.push(...part.items);
      total = part.total;
    }
  } catch (error) {
    const again = h("button", { type: "button", onclick: load }, "Réessayer");
    get("etat").replaceChildren("La liste des campus n'est pas arrivée. ", again);
    return;
  }
  get("filiere").onchange = () => draw(all);
  draw(all);
}

const wanted = new URLSearchParams(location.search).get("filiere");
if (wanted) get("filiere").value = wanted;
if (get("filiere").selectedIndex < 0) get("filiere").value = "";
load();
