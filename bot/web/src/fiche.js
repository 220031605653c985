// @ts-check
/** The printable sheet of a pathway: everything on it comes from its address, nothing is asked of the server. */
import { calendar, real } from "./calendar.js";
import { h, icon, link, s, safeUrl } from "./dom.js";
import { download } from "./keep.js";
import { scheme } from "./parcours.js";
import { code } from "./qr.js";
import { pack, unpack } from "./state.js";
import { bare, capital, day, KINDS, level, years } from "./words.js";

/** @typedef {import("./state.js").Sheet} Sheet */

const EASY = 1273; // bytes of a version 25 code: beyond, a printed square is too small for some telephones

/** @param {string} title @param {...any} content */
function section(title, ...content) {
  return h("section", {}, h("h2", {}, title), content);
}

/** @param {any} route */
function steps(route) {
  return h("ol", { class: "steps" }, route.etapes.map((/** @type {any} */ step) => {
    const about = [level(step.niveau) || "niveau non précisé", years(step.annees)].filter(Boolean).join(", ");
    const condition = step.condition && !bare(step.admission).includes(bare(step.condition));
    return h("li", {},
      h("p", {}, h("span", { class: "name" }, capital(step.diplome)), ` (${about})`),
      step.admission && h("p", {}, `Entrée : ${step.admission}`),
      condition && h("p", {}, `Condition : ${step.condition}`),
      h("p", { class: "tags" },
        step.campus && h("span", {}, icon("place"), `Au campus : ${step.campus}`),
        step.apprentissage && h("span", {}, icon("both"), route.genre === "apprentissage" ? "En apprentissage, avec un salaire" : "Possible en apprentissage"),
        step.sortie && h("span", {}, icon("work"), "On peut travailler après")));
  }));
}

/** Questions that this very pathway raises. @param {any} route */
function questions(route) {
  const [first] = route.etapes;
  const last = route.etapes[route.etapes.length - 1];
  const condition = route.etapes.find((/** @type {any} */ step) => step.condition)?.condition;
  const inJob = route.genre === "apprentissage" || route.etapes.some((/** @type {any} */ step) => step.apprentissage);
  return [
    `Quels établissements préparent « ${first.diplome} » près de chez moi ? Quand les visiter ?`,
    inJob && "Comment trouver une entreprise, et à partir de quand chercher ?",
    condition && `« ${condition} » : comment m'y préparer ?`,
    "Que regarde-t-on pour entrer, et combien de places y a-t-il ?",
    `Si je change d'avis avant « ${last.diplome} », quels autres chemins restent ouverts ?`,
    "Quelles aides pour le transport, l'internat ou le logement, le matériel ?",
  ].filter(Boolean);
}

/** A code as one path. @param {number[][]} grid */
function square(grid) {
  const size = grid.length + 8;
  const dark = grid.flatMap((row, y) => row.map((bit, x) => (bit ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join("");
  return s("svg", { class: "qr", viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": "Code QR de l'adresse de cette fiche" },
    s("path", { d: `M0 0h${size}v${size}h-${size}z`, fill: "#fff" }), s("path", { d: dark, fill: "#000" }));
}

/** The way back to this sheet on a telephone, without its sources when the code would be too dense. @param {Sheet} sheet */
async function reopen(sheet) {
  const here = location.href;
  let shorter = "";
  if (here.length > EASY) await pack({ ...sheet, sources: [] }, (state) => (shorter = `${here.split("#")[0]}#${state}`));
  const grid = code(shorter || here);
  return section("Sur un téléphone",
    grid ? square(grid) : h("p", {}, "Cette fiche est trop longue pour un code QR."),
    grid && h("p", { class: "small" }, `Ce code rouvre la fiche${shorter ? ", sans ses sources" : ""}. Il a été fait sur cet appareil : rien n'est enregistré.`));
}

/** @param {Sheet} sheet */
async function page(sheet) {
  const [route] = sheet.routes;
  const known = real(sheet.dates || []);
  const dates = known.filter((date) => (date.fin || date.debut) >= (sheet.fait || ""));
  const kind = KINDS[/** @type {"scolaire"} */ (route.genre)] ?? "Chemin";
  const said = [`Je pars de : ${sheet.depart}`, `Je vise : ${sheet.but}`, ...(sheet.dit || []).filter((one) => bare(one) !== bare(sheet.depart)).map(capital)];
  const sources = sheet.sources.filter((source) => source.title);
  const span = (/** @type {any} */ date) => (date.fin ? `du ${day(date.debut)} au ${day(date.fin)}` : `le ${day(date.debut)}`);
  return [
    h("h1", {}, `De « ${sheet.depart} » à « ${sheet.but} »`),
    h("p", { class: "about" }, `${[kind, years(route.annees)].filter(Boolean).join(", ")}. Fiche faite le ${day(sheet.fait)}.`),
    h("p", { class: "warning" }, "Document produit par un assistant automatique, à vérifier avec un conseiller."),
    h("div", { class: "tools" },
      h("button", { type: "button", onclick: () => print() }, "Imprimer la fiche"),
      dates.length > 0 && h("button", { type: "button", onclick: () => download("etapes.ics", "text/calendar", calendar(dates, sheet.fait || "")) }, "Mettre les dates dans un agenda (.ics)")),
    h("div", { class: "two" },
      h("div", {},
        section("Ce que j'ai dit", h("ul", {}, said.map((one) => h("li", {}, one)))),
        section("Le chemin, étape par étape", steps(route)),
        sheet.campus && section("Un campus à contacter", h("p", {}, sheet.campus)),
        section("Les dates", dates.length
          ? h("ul", {}, dates.map((date) => h("li", {}, `${date.titre} : ${span(date)}, à vérifier`)))
          : h("p", {}, known.length
            ? `Pas encore de date connue. La dernière fois : ${known[0].titre}, ${span(known[0])}.`
            : "Aucune date n'est connue pour ces étapes : les demander au conseiller.")),
        section("Questions à poser au conseiller", h("ul", {}, questions(route).map((one) => h("li", {}, one))))),
      h("div", {}, section("Le schéma", scheme({ depart: sheet.depart, but: sheet.but }, [route])), await reopen(sheet))),
    section("Mes notes", h("div", { class: "lines", "aria-hidden": "true" }, Array.from({ length: route.etapes.length > 2 ? 4 : 5 }, () => h("span")))),
    section("Sources", sources.length
      ? h("ul", { class: "sources" }, sources.map((source) => {
        const url = safeUrl(source.url);
        const checked = source.verified_on ? `, vérifié le ${day(source.verified_on)}` : ", date de vérification inconnue";
        return h("li", {}, `${source.title} : `, url ? link(url, url.replace(/^https?:\/\/(www\.)?|\/$/g, "")) : "adresse inconnue", checked);
      }))
      : h("p", {}, "Cette fiche est venue sans ses sources : l'assistant les donne sous sa réponse.")),
  ];
}

async function show() {
  const main = /** @type {HTMLElement} */ (document.getElementById("fiche"));
  const sheet = await unpack(location.hash.slice(1));
  if (sheet) {
    main.replaceChildren(...(await page(sheet)).filter(Boolean));
    document.title = `Fiche : de « ${sheet.depart} » à « ${sheet.but} »`;
  } else {
    main.replaceChildren(
      h("h1", {}, "Fiche de parcours"),
      h("p", {}, location.hash ? "L'adresse de cette fiche est incomplète : elle n'a pas pu être lue." : "Cette fiche est vide."),
      h("p", {}, "Une fiche s'ouvre depuis un parcours proposé par l'", h("a", { href: "/" }, "assistant d'orientation"), "."));
  }
}

addEventListener("hashchange", show);
show();
