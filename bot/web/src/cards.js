// @ts-check
/** The cards: what a reply says, richer. Each shows what the text does not already say. */
import { BASE } from "./base.js";
import { h, icon, link, safeUrl } from "./dom.js";
import { pair, isRule } from "./markdown.js";
import { MOST, scheme } from "./parcours.js";
import { pack } from "./state.js";
import { bare, capital, day, flat, KINDS, level, LEVELS, nameOf, years } from "./words.js";

/** @typedef {import("./types").Button} Button */
/** @typedef {import("./types").Reply} Reply */
/** @typedef {import("./types").Source} Source */

/**
 * What a sheet adds to the text: rows `[label, values]` the text does not already say, then links.
 * @param {string} said bare text of the reply @param {string} title @param {any[][]} rows @param {any[]} links
 */
function sheet(said, title, rows, links = [], mark = "") {
  const kept = rows
    .map(([label, ...values]) => [label, values.flat(2).map(nameOf).filter((value) => value && !said.includes(bare(value)))])
    .filter(([, values]) => values.length);
  const reach = links.filter(Boolean);
  if (!kept.length && !reach.length) return null;
  return [
    title && h("p", { class: "name" }, capital(title), mark && h("span", { class: "mark" }, mark)),
    kept.length > 0 && h("dl", {}, kept.map(([label, values]) => h("div", {}, h("dt", {}, label), h("dd", {}, values.map(capital).join(" ; "))))),
    reach.length > 0 && h("ul", { class: "links" }, reach.map((item) => h("li", {}, item))),
  ];
}

/** Links to reach someone, those the text already shows left out. @param {string} said @param {any} item */
function reach(said, item) {
  const { telephone: phone, email: mail, site: address } = { ...item, ...item.contact };
  const unsaid = (/** @type {unknown} */ value) => value && !said.includes(bare(value));
  const site = safeUrl(address);
  return [
    unsaid(phone) && link(`tel:${String(phone).replace(/[^\d+]/g, "")}`, `Téléphone : ${phone}`),
    unsaid(mail) && link(`mailto:${mail}`, mail),
    site && unsaid(site.replace(/^https?:\/\/(www\.)?/, "")) && link(site, `Site : ${site.replace(/^https?:\/\/(www\.)?|\/$/g, "")}`),
  ];
}

/** @type {Record<string, (card: any, said: string, reply?: any, press?: any) => any>} */
const CARDS = {
  parcours(card, _said, reply) {
    const routes = flat(card.routes).filter((route) => flat(route.etapes).length).slice(0, MOST);
    if (!routes.length) return null;
    return [
      h("p", { class: "name" }, card.depart && card.but ? `De « ${card.depart} » à « ${card.but} »` : "Le parcours"),
      scheme(card, routes),
      routes.map((route, n) => {
        const top = Math.max(0, ...route.etapes.map((/** @type {any} */ step) => Number(step.niveau) || 0));
        const about = [`${n + 1}. ${KINDS[/** @type {"scolaire"} */ (route.genre)] ?? "Chemin"}`, years(route.annees), top && level(top)];
        return h("details", { class: "route", open: n === 0 },
          h("summary", {}, about.filter(Boolean).join(" · ")),
          ladder(route),
          fiche(card, route, flat(reply.sources)));
      }),
    ];
  },

  campus(card, said) {
    const contact = card.contact || {};
    const dated = (contact.email || contact.telephone) && contact.date && `publié en ${String(contact.date).slice(0, 4)}, à vérifier`;
    const links = reach(said, card);
    const rows = [
      ["Région", card.region],
      ["Villes", flat(card.villes).join(", ")],
      ["En bref", card.resume],
      ["Formations", flat(card.formations).slice(0, 8)],
      ["Contact", links.some(Boolean) && dated],
    ];
    return sheet(said, card.nom, rows, links, card.excellence ? "Campus d'excellence" : "");
  },

  formation(card, said) {
    const rows = [
      ["Niveau", capital(level(card.niveau))],
      ["Durée", card.duree],
      ["Admission", card.admission],
      ["Alternance", card.alternance],
      ["En bref", card.description],
      ["Suites", flat(card.suites).slice(0, 8)],
    ];
    return sheet(said, card.nom, rows);
  },

  metier(card, said) {
    const levels = flat(card.niveaux).filter((value) => value in LEVELS);
    const ends = [...new Set([Math.min(...levels), Math.max(...levels)])].map(level);
    const rows = [
      ["En bref", card.description],
      ["Études", levels.length > 0 && ends.join(" à ")],
      ["Ce qui compte", flat(card.qualites)],
      ["Conditions", card.conditions],
      ["Formations", flat(card.formations).slice(0, 8)],
      ["Métiers proches", flat(card.proches).slice(0, 6)],
    ];
    return sheet(said, [...new Set([card.feminin, card.masculin])].join(" / "), rows);
  },

  liste(card, said) {
    const parts = flat(card.elements).map((item) => CARDS[item.type]({ ...item, formations: [] }, said)).filter(Boolean);
    const campus = flat(card.elements).some((item) => item.type === "campus");
    if (!parts.length && !campus) return null;
    return [
      card.titre && h("p", { class: "name" }, capital(card.titre)),
      parts.length > 0 && h("ul", { class: "items" }, parts.map((part) => h("li", {}, part))),
      campus && h("p", { class: "links" }, link(`${BASE}/carte`, icon("place"), "Voir la carte des campus")),
    ];
  },

  comparaison(card, _said, reply) {
    if (reply.text.split("\n").some((/** @type {string} */ line) => isRule(line))) return null; // drawn in its place in the text
    return pair("Comparaison", card.colonnes, card.lignes);
  },

  contacts(card, said) {
    const people = flat(card.elements).map((item) => {
      const rows = [["Pour", item.description], ["Publié", item.date && `${day(item.date)}, à vérifier`]];
      return sheet(said, item.nom, rows, reach("", item));
    });
    return people.some(Boolean) ? h("ul", { class: "items" }, people.filter(Boolean).map((part) => h("li", {}, part))) : null;
  },

  question(card, _said, reply, press) {
    const shown = new Set(flat(reply.buttons).map((button) => button.payload));
    const options = flat(card.choix).filter((option) => !shown.has(option.payload));
    const parts = [
      card.rang && card.total && h("p", { class: "step" }, `Question ${card.rang} sur ${card.total}`, h("progress", { value: card.rang, max: card.total, "aria-hidden": "true" })),
      !bare(reply.text).includes(bare(card.question)) && h("p", {}, card.question),
      options.length > 0 && chips(options, press),
    ].filter(Boolean);
    return parts.length ? parts : null;
  },
};

/** The rungs of a route, from the start up. @param {any} route */
function ladder(route) {
  return h("ol", { class: "ladder" }, flat(route.etapes).map((step) => {
    const facts = [level(step.niveau), years(step.annees)].filter(Boolean).join(" · ");
    const inJob = route.genre === "apprentissage";
    const condition = step.condition && !bare(step.admission).includes(bare(step.condition)) && step.condition;
    return h("li", {},
      h("span", { class: "rung", "aria-hidden": "true" }, step.niveau ?? "·"),
      h("div", {},
        h("p", { class: "step-name" }, capital(step.diplome)),
        facts && h("p", { class: "facts" }, capital(facts)),
        step.admission && h("p", {}, "Entrée : ", String(step.admission)),
        condition && h("p", {}, "Condition : ", String(condition)),
        step.campus && h("p", { class: "tag" }, icon("place"), `Au campus : ${step.campus}`),
        step.apprentissage && h("p", { class: "tag" }, icon("both"), inJob ? "En apprentissage, avec un salaire" : "Possible en apprentissage"),
        step.sortie && h("p", { class: "tag out" }, icon("work"), "On peut travailler avec ce diplôme"),
      ));
  }));
}

/** The way to the sheet of a route, in a new tab. @param {any} card @param {any} route @param {Source[]} sources */
function fiche(card, route, sources) {
  const way = link("#", icon("paper"), "La fiche à imprimer");
  const open = (/** @type {string} */ state) => way.setAttribute("href", `${BASE}/fiche#${state}`);
  way.className = "to-sheet";
  way.target = "_blank";
  way.rel = "noopener noreferrer";
  way.append(h("span", { class: "unseen" }, " (nouvel onglet)"));
  pack({ ...card, routes: [route], sources }, open);
  return h("p", { class: "links" }, way);
}

/** @param {Button[]} buttons @param {(button: Button, event: Event) => void} press */
export function chips(buttons, press) {
  return h("ul", { class: "chips", "aria-label": "Réponses proposées" }, buttons.map((button) =>
    h("li", {}, h("button", { type: "button", class: "chip", part: "chip", onclick: (/** @type {Event} */ event) => press(button, event) }, button.title))));
}

/** The drawing of a reply's card, or null when it would add nothing. @param {Reply} reply @param {any} press */
export function cardOf(reply, press) {
  const card = reply.card;
  if (!card || !Object.hasOwnProperty.call(CARDS, card.type)) return null;
  try {
    const content = CARDS[card.type](card, bare(reply.text), reply, press);
    return content && h("div", { class: `card ${card.type}`, part: "card" }, content);
  } catch (error) {
    console.warn("jalon: card not drawn", error); // the text says it all
    return null;
  }
}

/** Sources folded under an answer, with the date they were checked. @param {Source[]} sources */
export function sourcesOf(sources) {
  const dates = [...new Set(sources.map((source) => source.verified_on))];
  const shared = dates.length === 1 && dates[0];
  const many = sources.length > 1 ? "s" : "";
  return h("details", { class: "sources" },
    h("summary", {}, `Source${many} (${sources.length})`, shared && `, vérifiée${many} le ${day(shared)}`),
    h("ul", {}, sources.map((source) => {
      const url = safeUrl(source.url);
      const date = !shared && source.verified_on && `, vérifiée le ${day(source.verified_on)}`;
      return h("li", {}, url ? link(url, source.title || url) : source.title, date);
    })));
}
