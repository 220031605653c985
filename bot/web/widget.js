// @ts-check
/**
 * <jalon-assistant>: the orientation assistant on any page.
 *
 *   <script src="https://…/widget.js" defer data-campus="itip"></script>
 *
 * creates it with a launcher; `<jalon-assistant mode="page">` fills its place in a page instead.
 * Attributes (or data-… on the script): campus, label, position="gauche", theme="clair|sombre".
 * Custom properties: --jalon-accent, --jalon-on-accent, --jalon-bg, --jalon-fg, --jalon-soft, --jalon-line,
 * --jalon-mute, --jalon-link, --jalon-font, --jalon-radius, --jalon-offset, --jalon-z. Parts: launcher, panel,
 * header, message, bubble, card, chip, send.
 *
 * Text reaches the page through DOM nodes only (Trusted Types), styles through a constructable sheet (CSP).
 * Nothing is sent or stored before the assistant is opened.
 */
(() => {
  "use strict";
  if (customElements.get("jalon-assistant")) return;

  const SCRIPT = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  const BASE = new URL(SCRIPT?.src || location.href, location.href).origin;
  const MAX = 1000;
  const COUNTER_FROM = 800;
  const SLOW = 4000;
  const LOST = 35000;
  const KEPT = 60;
  const SCALES = [1, 1.15, 1.3, 1.5, 1.75, 2];
  const FULL_SCREEN = "(max-width: 36em), (max-height: 34em)";

  /**
   * @typedef {{title: string, payload: string}} Button
   * @typedef {{title: string, url?: string, verified_on?: string}} Source
   * @typedef {{text: string, buttons?: Button[], card?: Record<string, any>, sources?: Source[]}} Reply
   * @typedef {{who: "vous", text: string} | {who: "jalon", reply: Reply, turn: number, last: boolean, verdict?: string}} Item
   * @typedef {{text: string, payload?: string}} Sent
   */

  // ---------------------------------------------------------------- DOM

  /** French spaces that do not break. @param {string} text */
  const spaced = (text) => text.replace(/« /g, "«\u00a0").replace(/ ([»:;?!€%])/g, "\u00a0$1");

  /**
   * An element with its attributes and children; false and null children are skipped.
   * @param {string} tag @param {Record<string, any>} [props] @param {...any} children
   * @returns {any}
   */
  function h(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (value === undefined || value === null || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else node.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(3)) if (child || child === 0) node.append(typeof child === "string" ? spaced(child) : child);
    return node;
  }

  const ICONS = {
    chat: "M4 5h16v11H10l-5 4v-4H4z",
    close: "M6 6l12 12M18 6L6 18",
    work: "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
    both: "M4 9h13l-3-3M20 15H7l3 3",
    send: "M4 12h15M13 6l6 6-6 6",
  };

  /** A decorative icon. @param {keyof typeof ICONS} name */
  function icon(name) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("class", "icon");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    return svg;
  }

  /** A link that leaves the conversation where it is. @param {string} href @param {...any} children */
  function link(href, ...children) {
    const away = /^https?:/i.test(href);
    const props = away ? { href, target: "_blank", rel: "noopener noreferrer" } : { href };
    return h("a", props, children, away && h("span", { class: "unseen" }, " (nouvel onglet)"));
  }

  /** The address when it is one a link may have. @param {unknown} value */
  function safeUrl(value) {
    const url = String(value || "").trim();
    if (/^(https?:\/\/|mailto:|tel:)/i.test(url)) return url;
    return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(url) ? `https://${url}` : "";
  }

  // ---------------------------------------------------------------- light Markdown

  const INLINE =
    /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()]*[^\s<>().,;:!?»"'])|([\w.+-]+@[\w-]+(?:\.[\w-]+)+)|((?:[a-z0-9-]+\.)+(?:fr|com|org|eu|net)\b(?:\/[^\s<>()]*[^\s<>().,;:!?»"'])?)|\*([^*\s][^*]*)\*/gi;
  const HELPLINES = new Set(["112", "114", "115", "119", "15", "17", "18", "3018", "3020", "3114", "3919"]);
  const ITEM = /^(\s*)([-*•]|\d{1,2}[.)])\s+(.*)$/;

  /** Nodes of one line of text. @param {string} text @param {boolean} help @returns {any[]} */
  function inline(text, help) {
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
  const isRule = (/** @type {string | undefined} */ line) => /^[\s|:-]*-[\s|:-]*$/.test(line || "") && (line || "").includes("|");

  /**
   * A table that scrolls inside itself when it is too wide.
   * @param {string} name @param {any[]} heads @param {any[][]} rows
   */
  function table(name, heads, rows) {
    const head = heads.map((cell, i) => (i || String(cell || "").trim() ? h("th", { scope: "col" }, inline(String(cell), false)) : h("td")));
    const body = rows.map((row) =>
      h("tr", {}, row.map((cell, i) => (i ? h("td", {}, inline(String(cell ?? "—"), false)) : h("th", { scope: "row" }, inline(String(cell ?? ""), false))))),
    );
    const grid = h("table", {}, h("thead", {}, h("tr", {}, head)), h("tbody", {}, body));
    return h("div", { class: "wide", role: "group", tabindex: "0", "aria-label": name }, grid);
  }

  /** Nodes of a text in light Markdown: paragraphs, nested lists, tables. @param {string} text */
  function markdown(text) {
    const help = /\b(3114|3018|3919|119|112)\b/.test(text);
    return blocks(text.replace(/\r/g, "").split("\n"), help);
  }

  /** @param {string[]} lines @param {boolean} help @returns {any[]} */
  function blocks(lines, help) {
    const nodes = [];
    for (let i = 0; i < lines.length; ) {
      const item = ITEM.exec(lines[i]);
      if (!lines[i].trim()) i += 1;
      else if (isRow(lines[i]) && isRule(lines[i + 1])) {
        const heads = cells(lines[i]);
        const rows = [];
        for (i += 2; isRow(lines[i]); i += 1) rows.push(cells(lines[i]));
        nodes.push(table("Tableau", heads, rows));
      } else if (item) {
        const [node, next] = list(lines, i, item, help);
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
   * @returns {[any, number]}
   */
  function list(lines, i, first, help) {
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
      const content = blocks(inside, help);
      node.append(h("li", {}, content[0]?.localName === "p" ? [...content.shift().childNodes, content] : content));
      const ahead = lines.findIndex((line, n) => n >= i && line.trim());
      const again = ahead >= 0 && ITEM.exec(lines[ahead]);
      if (again && again[1].length === depth && /\d/.test(again[2]) === ordered) i = ahead;
    }
    return [node, i];
  }

  // ---------------------------------------------------------------- cards

  const LEVELS = { 3: "CAP", 4: "bac", 5: "bac + 2", 6: "bac + 3", 7: "bac + 5", 8: "bac + 8" };
  const KINDS = {
    scolaire: "Par l'école",
    apprentissage: "En apprentissage",
    passerelle: "Par une passerelle, plus rare",
    adulte: "En reprise d'études ou par l'expérience",
  };

  const bare = (/** @type {unknown} */ text) =>
    String(text ?? "").normalize("NFD").replace(/[\u0300-\u036f*]/g, "").toLowerCase().replace(/[^a-z0-9@]+/g, " ").trim();
  const flat = (/** @type {unknown} */ value) => (Array.isArray(value) ? value : value || value === 0 ? [value] : []);
  const capital = (/** @type {unknown} */ text) => String(text ?? "").replace(/^./u, (letter) => letter.toUpperCase());
  /** @param {unknown} value */
  function years(value) {
    const count = Number(value);
    return count > 0 ? `${String(count).replace(".", ",")} an${count >= 2 ? "s" : ""}` : "";
  }
  /** @param {any} value */
  const level = (value) => (value in LEVELS ? `niveau ${value} (${LEVELS[/** @type {3} */ (Number(value))]})` : "");
  /** @param {any} item */
  const nameOf = (item) => (item && typeof item === "object" ? item.nom ?? item.titre ?? item.title ?? item.intitule ?? "" : item ?? "");
  /** A date as people say it; anything else as it is. @param {unknown} value */
  function day(value) {
    const text = String(value || "");
    if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return text;
    const options = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
    return new Intl.DateTimeFormat("fr-FR", options).format(new Date(`${text.slice(0, 10)}T00:00:00Z`)).replace(/^1 /, "1er ");
  }

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
    const details = { ...item, ...(item.contact && typeof item.contact === "object" ? item.contact : {}) };
    const unsaid = (/** @type {unknown} */ value) => value && !said.includes(bare(value));
    const phone = details.telephone ?? details.tel;
    const mail = details.email ?? details.courriel;
    const site = safeUrl(details.site ?? details.url);
    return [
      unsaid(phone) && link(`tel:${String(phone).replace(/[^\d+]/g, "")}`, `Téléphone : ${phone}`),
      unsaid(mail) && link(`mailto:${mail}`, mail),
      site && unsaid(site.replace(/^https?:\/\/(www\.)?/, "")) && link(site, `Site : ${site.replace(/^https?:\/\/(www\.)?|\/$/g, "")}`),
    ];
  }

  /** @type {Record<string, (card: any, said: string, reply: Reply, press: (button: Button, event: Event) => void) => any>} */
  const CARDS = {
    parcours(card) {
      const routes = flat(card.routes).filter((route) => flat(route.etapes).length);
      if (!routes.length) return null;
      return [
        h("p", { class: "name" }, card.depart && card.but ? `De « ${card.depart} » à « ${card.but} »` : "Le parcours"),
        routes.slice(0, 5).map((route, n) => {
          const top = Math.max(0, ...route.etapes.map((/** @type {any} */ step) => Number(step.niveau) || 0));
          const about = [KINDS[/** @type {"scolaire"} */ (route.genre)] ?? `Chemin ${n + 1}`, years(route.annees ?? route.years), top && level(top)];
          return h("details", { class: "route", open: n === 0 }, h("summary", {}, about.filter(Boolean).join(" · ")), ladder(route));
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
        ["Niveau", card.niveau in LEVELS ? capital(level(card.niveau)) : card.niveau],
        ["Durée", card.duree ?? card.duree_texte ?? years(card.annees)],
        ["Entrée", card.entree],
        ["Admission", card.admission_texte ?? card.admission],
        ["Alternance", card.alternance === true ? "possible" : card.alternance],
        ["À savoir", card.a_savoir],
        ["En bref", card.description],
        ["Métiers", flat(card.metiers ?? card.debouches).slice(0, 8)],
        ["Suites", flat(card.suites).slice(0, 8)],
        ["Campus", flat(card.campus)],
        ["Numéro RNCP", card.rncp],
      ];
      return sheet(said, card.nom ?? card.intitule ?? "", rows, reach(said, card));
    },

    metier(card, said) {
      const levels = flat(card.niveaux).map(Number).filter((value) => value in LEVELS);
      const ends = [...new Set([Math.min(...levels), Math.max(...levels)])].map(level);
      const title = [...new Set([card.feminin, card.masculin].filter(Boolean))].join(" / ") || card.nom || "";
      const rows = [
        ["En bref", card.description],
        ["Études", levels.length > 0 && ends.join(" à ")],
        ["Ce qui compte", flat(card.qualites)],
        ["Conditions", card.conditions],
        ["Formations", flat(card.formations).slice(0, 8)],
        ["Métiers proches", flat(card.proches).slice(0, 6)],
      ];
      return sheet(said, title, rows, reach(said, card));
    },

    liste(card, said) {
      const parts = flat(card.elements).map((item) => {
        const draw = CARDS[item?.type] ?? CARDS.campus;
        return typeof item === "object" && item && draw !== CARDS.liste ? draw({ ...item, formations: [] }, said, { text: "" }, () => {}) : null;
      });
      if (!parts.some(Boolean)) return null;
      return [
        card.titre && h("p", { class: "name" }, capital(card.titre)),
        h("ul", { class: "items" }, parts.filter(Boolean).map((part) => h("li", {}, part))),
      ];
    },

    comparaison(card, _said, reply) {
      const rows = flat(card.lignes).filter(Boolean).map((row) => (Array.isArray(row) ? row : [row.critere ?? row.titre, ...flat(row.valeurs)]));
      if (!rows.length || reply.text.split("\n").some((line) => isRule(line))) return null;
      const columns = flat(card.colonnes).map(nameOf);
      return table("Comparaison", rows[0].length > columns.length ? ["", ...columns] : columns, rows);
    },

    contacts(card, said) {
      const people = flat(card.contacts ?? card.elements).map((item) => {
        const rows = [
          ["Pour", item.pour ?? item.role ?? item.description],
          ["Horaires", item.horaires],
          ["Adresse", item.adresse],
          ["Publié", item.date && `${day(item.date)}, à vérifier`],
        ];
        return sheet(said, nameOf(item), rows, reach("", item));
      });
      return people.some(Boolean) ? h("ul", { class: "items" }, people.filter(Boolean).map((part) => h("li", {}, part))) : null;
    },

    question(card, _said, reply, press) {
      const step = Number(card.etape ?? card.numero);
      const total = Number(card.total ?? card.sur);
      const shown = new Set(flat(reply.buttons).map((button) => button.payload));
      const options = flat(card.options ?? card.choix).filter((option) => option?.payload && !shown.has(option.payload));
      const parts = [
        step > 0 && total > 0 && h("p", { class: "step" }, `Question ${step} sur ${total}`, h("progress", { value: step, max: total, "aria-hidden": "true" })),
        card.aide && h("p", {}, String(card.aide)),
        options.length > 0 && chips(options, press),
      ].filter(Boolean);
      return parts.length ? parts : null;
    },
  };

  /** The rungs of a route, from the start up. @param {any} route */
  function ladder(route) {
    return h("ol", { class: "ladder" }, flat(route.etapes).map((step) => {
      const facts = [level(step.niveau), years(step.annees ?? step.years)].filter(Boolean).join(" · ");
      const inJob = route.genre === "apprentissage";
      const condition = step.condition && !bare(step.admission).includes(bare(step.condition)) && step.condition;
      return h("li", {},
        h("span", { class: "rung", "aria-hidden": "true" }, step.niveau ?? "·"),
        h("div", {},
          h("p", { class: "step-name" }, capital(step.diplome)),
          facts && h("p", { class: "facts" }, capital(facts)),
          step.admission && h("p", {}, "Entrée : ", String(step.admission)),
          condition && h("p", {}, "Condition : ", String(condition)),
          step.apprentissage && h("p", { class: "tag" }, icon("both"), inJob ? "En apprentissage, avec un salaire" : "Possible en apprentissage"),
          step.sortie && h("p", { class: "tag out" }, icon("work"), "On peut travailler avec ce diplôme"),
        ));
    }));
  }

  /** @param {Button[]} buttons @param {(button: Button, event: Event) => void} press */
  function chips(buttons, press) {
    return h("ul", { class: "chips", "aria-label": "Réponses proposées" }, buttons.map((button) =>
      h("li", {}, h("button", { type: "button", class: "chip", part: "chip", onclick: (/** @type {Event} */ event) => press(button, event) }, button.title))));
  }

  /** The drawing of a reply's card, or null when it would add nothing. @param {Reply} reply @param {any} press */
  function cardOf(reply, press) {
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
  function sourcesOf(sources) {
    const dates = [...new Set(sources.map((source) => source.verified_on))];
    const shared = dates.length === 1 && dates[0];
    const many = sources.length > 1 ? "s" : "";
    return h("details", { class: "sources" },
      h("summary", {}, `Source${many} (${sources.length})${shared ? `, vérifiée${many} le ${day(shared)}` : ""}`),
      h("ul", {}, sources.map((source) => {
        const url = safeUrl(source.url);
        const date = !shared && source.verified_on && `, vérifiée le ${day(source.verified_on)}`;
        return h("li", {}, url ? link(url, source.title || url) : source.title, date);
      })));
  }

  // ---------------------------------------------------------------- network

  /** A failure a person can be told of. `retry` says whether the same request may work later. */
  class Failure extends Error {
    /** @param {{message: string, status?: number, code?: string, retry?: boolean, wait?: number}} about */
    constructor({ message, status = 0, code = "", retry = false, wait = 0 }) {
      super(message);
      this.status = status;
      this.code = code;
      this.retry = retry;
      this.wait = wait;
    }

    get ended() {
      return this.status === 401 || this.code === "session_terminee" || (this.status === 404 && !this.code);
    }
  }

  const SENTENCES = {
    0: "La connexion s'est perdue avant la réponse. Le texte est gardé : réessayer dans un instant.",
    403: "Ce site n'est pas autorisé à utiliser l'assistant.",
    404: "Cette conversation est terminée. Il faut en ouvrir une nouvelle.",
    413: `Le message est trop long : ${MAX} caractères au plus.`,
    429: "Trop de messages en peu de temps. Réessayer dans quelques secondes.",
    503: "L'assistant n'est pas disponible pour le moment. Réessayer dans quelques minutes.",
  };

  /**
   * Ask the server; resolves to its JSON (null for 204), rejects with a `Failure` in French.
   * @param {string} method @param {string} path @param {any} [body] @param {AbortController} [controller]
   */
  async function ask(method, path, body, controller = new AbortController()) {
    const timer = setTimeout(() => controller.abort(), LOST);
    let response = null;
    let data = null;
    try {
      response = await fetch(BASE + path, {
        method, cache: "no-store", credentials: "omit", signal: controller.signal,
        headers: body ? { "Content-Type": "application/json" } : {},
        body: body && JSON.stringify(body),
      });
      if (response.status !== 204) data = await response.json();
    } catch {
      if (!response || response.ok) {
        const message = navigator.onLine === false ? "Pas de connexion à internet. Le texte est gardé : réessayer une fois la connexion revenue." : SENTENCES[0];
        throw new Failure({ message, retry: true });
      }
    } finally {
      clearTimeout(timer);
    }
    if (response.ok) return data;
    const { status } = response;
    const message = data?.error?.message || SENTENCES[/** @type {0} */ (status)] || SENTENCES[503];
    const told = Number(response.headers.get("Retry-After")) || Number(/(\d+) s\b/.exec(message)?.[1]) || 5;
    throw new Failure({
      message, status, code: data?.error?.code || "", retry: status === 429 || status >= 500, wait: status === 429 ? Math.min(told, 120) : 0,
    });
  }

  // ---------------------------------------------------------------- colours

  /** @param {string} colour computed, "rgb(…)" @returns {number | null} */
  function luminance(colour) {
    const parts = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour);
    if (!parts) return null;
    const [r, g, b] = parts.slice(1).map((part) => {
      const value = Number(part) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  const contrast = (/** @type {number} */ a, /** @type {number} */ b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

  const DARK = `--a:#74d2bf;--o:#06251f;--b:#151a20;--f:#e9edf0;--s:#212932;--l:#8692a0;--m:#b4bec9;--k:#f0b266;color-scheme:dark;`;
  const STYLE = `
:host{all:initial;display:block}
:host(:not([mode=page])){all:initial!important;display:block!important}
:host([hidden]){display:none!important}
*,*::before,*::after{box-sizing:border-box}
.root{--a:#0b5f55;--o:#fff;--b:#fff;--f:#1a222c;--s:#eef2f3;--l:#76828f;--m:#4a5663;--k:#8a4500;color-scheme:light;
  font:medium/1.5 var(--jalon-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif);font-size:calc(1em*var(--scale,1))}
@media (prefers-color-scheme:dark){.root{${DARK}}}
:host([theme=sombre]) .root{${DARK}}
:host([theme=clair]) .root{--a:#0b5f55;--o:#fff;--b:#fff;--f:#1a222c;--s:#eef2f3;--l:#76828f;--m:#4a5663;--k:#8a4500;color-scheme:light}
.root{--accent:var(--jalon-accent,var(--a));--on:var(--safe-on,var(--jalon-on-accent,var(--o)));--bg:var(--jalon-bg,var(--b));
  --fg:var(--jalon-fg,var(--f));--soft:var(--jalon-soft,var(--s));--line:var(--jalon-line,var(--l));--mute:var(--jalon-mute,var(--m));
  --link:var(--safe-link,var(--jalon-link,var(--accent)));--radius:var(--jalon-radius,.75em);color:var(--fg)}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.icon{width:1.25em;height:1.25em;flex:none;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
p,h2,ul,ol,dl,dd{margin:0;padding:0}
button,textarea,summary{font:inherit;color:inherit}
button{cursor:pointer;min-height:44px;min-width:44px;border:1px solid var(--line);border-radius:var(--radius);background:var(--bg);padding:.4em .8em}
button:hover{background:var(--soft)}
button[aria-disabled=true]{cursor:default;opacity:.65}
a{color:var(--link);text-underline-offset:.15em;overflow-wrap:anywhere}
:focus-visible{outline:3px solid var(--fg);outline-offset:2px;box-shadow:0 0 0 2px var(--bg)}
summary{cursor:pointer;min-height:44px;padding:.55em 0}
.main{background:var(--accent);color:var(--on);border-color:var(--accent);font-weight:600}
.main:hover{background:var(--accent);text-decoration:underline}

.launcher{position:fixed;z-index:var(--jalon-z,2147483000);bottom:var(--jalon-offset,1.25em);right:var(--jalon-offset,1.25em);display:flex;gap:.5em;align-items:center;
  max-width:calc(100vw - 2em);padding:.6em 1.1em;border:2px solid var(--bg);border-radius:2em;text-align:start;box-shadow:0 2px 10px #0005}
:host([position=gauche]) .launcher{right:auto;left:var(--jalon-offset,1.25em)}

.panel{display:flex;flex-direction:column;background:var(--bg);color:var(--fg);text-align:start}
dialog.panel:not([open]){display:none}
dialog.panel{position:fixed;z-index:var(--jalon-z,2147483000);inset:auto 1em 1em auto;margin:0;padding:0;width:min(27em,100vw - 2em);max-width:none;height:min(44em,100vh - 2em);height:min(44em,100dvh - 2em);max-height:none;
  overflow:auto;overscroll-behavior:contain;border:1px solid var(--line);border-radius:var(--radius);box-shadow:0 6px 32px #0006}
:host([position=gauche]) dialog.panel{inset:auto auto 1em 1em}
dialog.panel:modal{inset:0;width:100%;height:100%;height:100dvh;border:0;border-radius:0}
dialog.panel::backdrop{background:var(--bg,#fff)}
header{position:relative;display:flex;flex-wrap:wrap;align-items:center;gap:.5em;padding:.5em .75em .5em 1em;border-bottom:1px solid var(--line);flex:none}
header>div:first-child{flex:1 1 6em;min-width:0}
h2{font-size:1.0625em;line-height:1.25}
.about{font-size:.8125em;color:var(--mute);line-height:1.3}
.menu{flex:none}
.menu>summary{list-style:none;display:flex;align-items:center;padding:.4em .7em;border:1px solid var(--line);border-radius:var(--radius)}
.menu>summary::-webkit-details-marker{display:none}
.menu>div{position:absolute;z-index:2;right:.75em;top:calc(100% - .25em);width:min(17em,100% - 1.5em);padding:.75em;display:grid;gap:.5em;background:var(--bg);border:1px solid var(--line);border-radius:var(--radius);box-shadow:0 4px 18px #0005}
.menu .pair{display:grid;grid-template-columns:1fr 1fr;gap:.5em}
.menu a{display:flex;align-items:center;min-height:44px}
.close{display:flex;align-items:center;gap:.3em;flex:none}

.scroller{flex:1 1 0;min-height:10em;overflow-y:auto;overscroll-behavior:contain;padding:1em;position:relative}
.log{display:grid;gap:1.1em;grid-template-columns:minmax(0,1fr)}
.who{font-size:.8125em;color:var(--mute)}
.message{min-width:0;overflow-wrap:break-word}
.you{justify-self:end;max-width:88%}
.you .who{text-align:end}
.you .bubble{background:var(--accent);color:var(--on);border:1px solid var(--accent);padding:.5em .85em;border-radius:var(--radius) var(--radius) .2em var(--radius);white-space:pre-wrap}
.text{display:grid;gap:.65em;grid-template-columns:minmax(0,1fr)}
.text ul,.text ol{padding-inline-start:1.4em;display:grid;gap:.35em}
.text li>ul,.text li>ol{margin-top:.35em;padding-inline-start:1.1em}
.text li>p{margin-top:.35em}
.text li::marker{color:var(--mute);font-variant-numeric:tabular-nums}
.bot .bubble{background:var(--soft);padding:.7em .9em;border-radius:.2em var(--radius) var(--radius);border:1px solid transparent}
.wide{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:.9375em;line-height:1.35;hyphens:auto}
th,td{border:1px solid var(--line);padding:.35em .5em;text-align:start;vertical-align:top;overflow-wrap:anywhere;min-width:4.6em}
th:first-child{overflow-wrap:break-word}
thead th{background:var(--bg)}
.card{margin-top:.6em;padding:.75em .9em;border:1px solid var(--line);border-radius:var(--radius);background:var(--bg);font-size:.9375em}
.card>*+*{margin-top:.5em}
.name{font-weight:700}
.mark{display:inline-block;margin-inline-start:.5em;padding:0 .5em;border:1px solid var(--line);border-radius:1em;font-size:.8125em;font-weight:400}
dl>div{display:flex;flex-wrap:wrap;gap:0 .75em}
dl>div+div{margin-top:.3em}
dt{flex:0 0 8.5em;color:var(--mute)}
dd{flex:1 1 13em;min-width:0;white-space:pre-line}
.links{list-style:none;display:flex;flex-wrap:wrap;gap:0 1.25em}
.links a{display:inline-flex;align-items:center;min-height:44px}
.items{list-style:none}
.items>li+li{margin-top:.75em;padding-top:.75em;border-top:1px solid var(--line)}
.items>li>*+*{margin-top:.4em}
.step{display:grid;gap:.3em;font-weight:600}
progress{width:100%;height:.5em;accent-color:var(--accent)}

.route+.route{border-top:1px solid var(--line);margin-top:0}
.route[open]{padding-bottom:.25em}
.route summary{font-weight:600}
.ladder{list-style:none;margin:.25em 0 .5em}
.ladder li{display:flex;gap:.75em;position:relative;padding-bottom:1em}
.ladder li:last-child{padding-bottom:0}
.ladder li:not(:last-child)::before{content:"";position:absolute;left:1.05em;top:2.2em;bottom:0;border-left:2px solid var(--line)}
.ladder li>div{flex:1;min-width:0;padding-top:.25em}
.rung{flex:none;width:2.2em;height:2.2em;display:grid;place-items:center;border:2px solid var(--accent);border-radius:50%;font-weight:700;color:var(--fg);background:var(--bg)}
.step-name{font-weight:700}
.facts{color:var(--mute)}
.tag{display:flex;gap:.4em;align-items:flex-start;margin-top:.15em}
.tag .icon{margin-top:.1em;color:var(--k)}
.tag.out .icon{color:var(--link)}

.chips{list-style:none;display:flex;flex-wrap:wrap;gap:.5em;margin-top:.65em}
.chip{border:1px solid var(--link);color:var(--link);text-align:start;line-height:1.3}
.card .chips{margin-top:.5em}
.after{display:flex;flex-wrap:wrap;align-items:center;gap:0 .75em;font-size:.875em;color:var(--mute);margin-top:.25em}
.sources{flex:1 1 14em}
.sources ul{padding-inline-start:1.2em;padding-bottom:.5em}
.sources a{display:inline-block;padding:.75em 0}
.verdict{display:flex;gap:.25em;align-items:center}
.verdict button{border-color:transparent;background:none;text-decoration:underline;text-underline-offset:.2em;padding:.4em .6em}
.verdict button[aria-pressed=true]{border-color:currentColor;text-decoration:none;font-weight:700;color:var(--fg);opacity:1}
.starters{margin-top:1em}

.foot{flex:none;border-top:1px solid var(--line);padding:.5em 1em .6em;background:var(--bg);display:grid;grid-template-columns:minmax(0,1fr);gap:.4em}
.notice{font-size:.875em;color:var(--mute);display:grid}
.alert{font-size:1em;color:var(--fg);border:1px solid var(--line);border-inline-start:4px solid var(--k);border-radius:.4em;padding:.6em .75em;gap:.5em;background:var(--soft)}
.actions{display:flex;flex-wrap:wrap;gap:.5em}
.actions:empty{display:none}
label{font-weight:600;font-size:.9375em}
.write{margin-top:.35em;display:flex;gap:.5em;align-items:flex-end}
textarea{flex:1;min-width:0;min-height:44px;max-height:9em;resize:none;padding:.55em .7em;line-height:1.4;border:1px solid var(--line);border-radius:var(--radius);background:var(--bg)}
textarea[aria-invalid=true]{border-color:var(--k);border-width:2px}
.send{display:flex;gap:.4em;align-items:center;flex:none}
.hints{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:0 1em;font-size:.8125em;color:var(--mute)}
.human{border:0;background:none;padding:.4em 0;text-decoration:underline;text-underline-offset:.2em;color:var(--link)}
.count{font-variant-numeric:tabular-nums}
.count.over{color:var(--k);font-weight:700}

:host([mode=page]) .root,:host([mode=page]) .place{display:flex;flex-direction:column;min-height:inherit}
:host([mode=page]) .panel{flex:1;min-height:inherit}
:host([mode=page]) .scroller{overflow:visible;flex:1 0 auto}
:host([mode=page]) .foot{position:sticky;bottom:0;z-index:1}
:host([mode=page]) .message{scroll-margin-top:1em}

@media (max-width:26em){.bot .bubble{padding-inline:.7em}table{font-size:.8125em}th,td{padding:.3em}header{padding-inline-start:.75em}h2{font-size:.9375em}.close .icon{display:none}.scroller{padding:.75em}.foot{padding-inline:.75em}.send .icon,.keys{display:none}}
@media (max-height:26em){.scroller{flex:none;min-height:0;overflow:visible}:host([mode=page]) .foot{position:static}}
@media (pointer:coarse){.keys{display:none}}
@media (prefers-reduced-motion:no-preference){dialog.panel[open]{animation:rise .12s ease-out}@keyframes rise{from{opacity:0;transform:translateY(.5em)}}}
@media (forced-colors:active){.bot .bubble{border-color:CanvasText}.rung,.you .bubble{forced-color-adjust:auto;border-color:CanvasText}
  .main,.chip{border:2px solid ButtonText}.verdict button[aria-pressed=true]{border:2px solid Highlight}.icon{stroke:CanvasText}button .icon{stroke:ButtonText}:focus-visible{outline-color:Highlight}}
@media print{:host(:not([mode=page])){display:none!important}
  .root{--a:#000!important;color:#000}.foot,.menu,.chips,.verdict,.starters{display:none!important}header{border:0;padding-inline:0}.scroller{padding:0}
  .bot .bubble,.you .bubble,.card,.rung,table,thead th{background:#fff;color:#000;border-color:#666}.you{justify-self:start;max-width:none}.you .who{text-align:start}
  .bot .bubble{padding:0;border:0}.card,tr,.ladder li{break-inside:avoid}a{color:#000}.sources a::after{content:" " attr(href);overflow-wrap:anywhere}}
`;

  // ---------------------------------------------------------------- the element

  let count = 0;

  class JalonAssistant extends HTMLElement {
    constructor() {
      super();
      const root = this.attachShadow({ mode: "open" });
      try {
        const style = new CSSStyleSheet();
        style.replaceSync(STYLE);
        root.adoptedStyleSheets = [style];
      } catch {
        root.append(h("style", {}, STYLE)); // older browsers, where the page's CSP allows it
      }
      /** @type {any} */ this.log = null;
      /** @type {Item[]} */ this.items = [];
      /** @type {string | null} */ this.session = null;
      /** @type {Promise<void> | null} */ this.opening = null;
      /** @type {AbortController | null} */ this.request = null;
      /** @type {HTMLElement | null} */ this.pending = null; // the question on its way
      this.epoch = 0; // grows when the conversation is replaced: late answers to the old one are dropped
      this.busy = false;
      this.built = false;
      this.scale = 0;
      this.step = ""; // of the character counter: what was last announced
      this.full = matchMedia(FULL_SCREEN);
      this.fit = this.fit.bind(this);
      this.print = this.print.bind(this);
      this.mode = this.mode.bind(this);
    }

    connectedCallback() {
      this.lang = "fr";
      this.isPage = this.getAttribute("mode") === "page";
      if (!this.built) this.build();
      this.full.addEventListener("change", this.mode);
      window.addEventListener("beforeprint", this.print);
      window.addEventListener("afterprint", this.print);
      window.visualViewport?.addEventListener("resize", this.fit);
      this.colours();
      if (this.isPage) this.start();
    }

    disconnectedCallback() {
      this.full.removeEventListener("change", this.mode);
      window.removeEventListener("beforeprint", this.print);
      window.removeEventListener("afterprint", this.print);
      window.visualViewport?.removeEventListener("resize", this.fit);
    }

    build() {
      this.built = true;
      const id = `jalon-${(count += 1)}`;
      const title = this.getAttribute("label") || "Assistant d'orientation";
      this.log = h("div", { role: "log", class: "log", "aria-label": "Conversation" });
      this.starters = h("div", { class: "starters" }, h("slot", { name: "exemples" }));
      this.scroller = h("div", { class: "scroller", tabindex: this.isPage ? null : "0", role: "group", "aria-label": "Échanges" }, this.log, this.starters);
      this.status = h("p", { role: "status" });
      this.actions = h("div", { class: "actions" });
      this.notice = h("div", { class: "notice" }, this.status, this.actions);
      this.whispers = h("p", { class: "unseen", role: "status" });
      this.field = h("textarea", { id: `${id}-field`, rows: "1", autocomplete: "off", "aria-describedby": `${id}-keys ${id}-count`, enterkeyhint: "send" });
      this.send = h("button", { type: "submit", class: "main send", part: "send" }, "Envoyer", icon("send"));
      this.count = h("span", { class: "count", id: `${id}-count` });
      const form = h("form", { novalidate: true },
        h("label", { for: `${id}-field` }, "Écrire une question"),
        h("div", { class: "write" }, this.field, this.send));
      const human = h("button", { type: "button", class: "human", onclick: () => this.submit({ text: "Je veux parler à un conseiller" }) }, "Parler à un conseiller");
      const hints = h("div", { class: "hints" }, h("span", { id: `${id}-keys`, class: "keys" }, "Maj + Entrée : aller à la ligne"), this.count, human);
      this.menu = this.buildMenu();
      const header = h("header", { part: "header" },
        h("div", {}, h("h2", { id: `${id}-title`, tabindex: "-1" }, title), h("p", { class: "about" }, "Automatique (IA)")),
        this.menu,
        !this.isPage && h("button", { type: "button", class: "close", onclick: () => this.close() }, icon("close"), "Fermer"));
      this.heading = header.querySelector("h2");
      this.panel = h(this.isPage ? "section" : "dialog", { class: "panel", part: "panel", id: `${id}-panel`, "aria-labelledby": `${id}-title` },
        header, this.scroller, h("div", { class: "foot" }, this.notice, form, hints, this.whispers));
      this.root = h("div", { class: "root" });
      if (this.isPage) this.root.append(this.panel);
      else {
        this.launcher = h("button", { type: "button", class: "main launcher", part: "launcher", "aria-expanded": "false", "aria-controls": `${id}-panel`, onclick: () => this.open() },
          icon("chat"), h("span", {}, this.getAttribute("launcher") || "Une question d'orientation ?"));
        this.root.append(h("section", { class: "place", "aria-label": title }, this.launcher, this.panel));
        this.panel.addEventListener("close", () => this.closed());
      }
      form.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), this.submitField()));
      this.field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.onKey(event));
      this.field.addEventListener("input", () => this.measure());
      this.panel.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.onEscape(event));
      this.shadowRoot?.append(this.root);
    }

    buildMenu() {
      const act = (/** @type {() => void} */ action) => () => {
        menu.open = false;
        action();
      };
      const menu = h("details", { class: "menu" },
        h("summary", {}, "Options"),
        h("div", {},
          h("div", { class: "pair", role: "group", "aria-label": "Taille du texte" },
            h("button", { type: "button", onclick: () => this.resize(-1) }, "Texte plus petit"),
            h("button", { type: "button", onclick: () => this.resize(1) }, "Texte plus grand")),
          h("button", { type: "button", onclick: act(() => this.confirm("Commencer une nouvelle conversation ? Celle-ci disparaît de l'écran.", "Recommencer", () => this.restart())) }, "Recommencer"),
          h("button", { type: "button", onclick: act(() => this.confirm("Effacer la conversation, ici et sur le serveur ?", "Effacer", () => this.erase())) }, "Effacer"),
          link(`${BASE}/#donnees`, "Données personnelles")));
      menu.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
        if (event.relatedTarget && !menu.contains(/** @type {Node} */ (event.relatedTarget))) menu.open = false;
      });
      return menu;
    }

    // -------------------------------------------------------------- open and close

    /** Open, and send `message` when there is one. @param {{message?: string}} [about] */
    async open({ message } = {}) {
      if (!this.isPage && !this.panel.open) {
        this.show();
        this.launcher.setAttribute("aria-expanded", "true");
        this.launcher.hidden = true;
      }
      const started = this.start();
      this.focusField(true);
      if (!message) return;
      const text = String(message).slice(0, MAX);
      await started;
      if (!this.busy) this.submit({ text });
      else if (!this.field.value) this.put(text);
    }

    /** Close the panel; the conversation stays. */
    close() {
      if (!this.isPage && this.panel.open) this.panel.close();
    }

    closed() {
      if (this.panel.open) return; // reopened at once by mode()
      this.launcher.hidden = false;
      this.launcher.setAttribute("aria-expanded", "false");
      this.panel.style.height = this.panel.style.top = "";
      this.launcher.focus();
    }

    show() {
      if (this.full.matches) this.panel.showModal();
      else this.panel.show();
      this.fit();
    }

    /** The window changed size while open: from a side panel to the whole screen, or back. */
    mode() {
      this.colours();
      if (this.isPage || !this.panel.open) return;
      const focused = /** @type {HTMLElement | null} */ (this.shadowRoot?.activeElement);
      this.panel.close();
      this.show();
      focused?.focus();
    }

    /** Keep the field above a phone's keyboard. */
    fit() {
      const view = window.visualViewport;
      if (this.isPage || !this.panel.open || !view || Math.abs(view.scale - 1) > 0.01) return;
      const modal = this.full.matches;
      this.panel.style.height = modal ? `${view.height}px` : "";
      this.panel.style.top = modal ? `${view.offsetTop}px` : "";
    }

    /** @param {KeyboardEvent} event */
    onEscape(event) {
      if (event.key !== "Escape" || event.isComposing) return;
      if (this.menu.open) {
        this.menu.open = false;
        this.menu.querySelector("summary").focus();
      } else if (this.isPage) return;
      else this.close();
      event.preventDefault();
      event.stopPropagation();
    }

    /** @param {boolean} [opening] */
    focusField(opening = false) {
      if (matchMedia("(pointer: coarse)").matches) {
        if (opening && !this.isPage) this.heading.focus(); // a keyboard that pops up would hide the greeting
      } else this.field.focus({ preventScroll: true });
    }

    // -------------------------------------------------------------- the conversation

    get storeKey() {
      return `jalon:${BASE}:${this.getAttribute("campus") || ""}`;
    }

    save() {
      try {
        if (!this.session) sessionStorage.removeItem(this.storeKey);
        else sessionStorage.setItem(this.storeKey, JSON.stringify({ session: this.session, items: this.items.slice(-KEPT), scale: this.scale }));
      } catch {
        /* storage refused: the conversation lives as long as the page */
      }
    }

    /** Bring back the conversation of this tab; the log is filled before it is exposed. */
    restore() {
      try {
        const kept = JSON.parse(sessionStorage.getItem(this.storeKey) || "null");
        if (!kept?.session || !Array.isArray(kept.items)) return false;
        const fresh = /** @type {HTMLElement} */ (this.log.cloneNode(false));
        this.log.remove();
        this.log = fresh;
        for (const item of kept.items) this.render(item);
        this.scroller.prepend(fresh);
        this.items = kept.items;
        this.session = kept.session;
        this.scale = kept.scale || 0;
        this.resize(0);
        this.scroller.scrollTop = this.scroller.scrollHeight;
        return true;
      } catch {
        return false;
      }
    }

    /** Have a session: the one of this tab, else a new one with its greeting. One at a time. */
    start() {
      if (this.session) return Promise.resolve();
      if (!this.opening && this.restore()) return Promise.resolve();
      this.opening ??= this.greet().finally(() => (this.opening = null));
      return this.opening;
    }

    async greet() {
      const { epoch } = this;
      this.say("Ouverture de la conversation…");
      const slow = setTimeout(() => this.say("C'est plus long que d'habitude : l'assistant se prépare."), SLOW);
      try {
        const opened = await this.openSession();
        if (epoch !== this.epoch) return;
        this.session = opened.session;
        this.hideNotice();
        this.say("");
        this.receive(opened.replies, 0);
      } catch (error) {
        if (epoch !== this.epoch) return;
        this.say("");
        this.explain(/** @type {Failure} */ (error), null);
      } finally {
        clearTimeout(slow);
      }
    }

    async openSession() {
      const campus = this.getAttribute("campus");
      try {
        return await ask("POST", "/api/sessions", campus ? { campus } : {});
      } catch (error) {
        if (!campus || /** @type {Failure} */ (error).code !== "nom_inconnu") throw error;
        console.warn(`jalon: unknown campus "${campus}", opened without it`);
        return ask("POST", "/api/sessions", {});
      }
    }

    submitField() {
      const text = this.field.value.trim();
      if (!text) return this.say("Le message est vide : écrire une question en quelques mots.");
      if ([...text].length > MAX) return this.measure(true);
      this.submit({ text, payload: undefined }, true);
    }

    /**
     * Send once: nothing else leaves until the answer or its failure has come.
     * @param {Sent} sent @param {boolean} [fromField]
     */
    async submit(sent, fromField = false) {
      if (this.busy) return this.say("Une réponse est déjà en préparation.");
      const { epoch } = this;
      this.setBusy(true);
      if (fromField) this.put("");
      this.hideNotice();
      let shown = null;
      const slow = setTimeout(() => this.say("C'est plus long que d'habitude : la question est partie, la réponse arrive."), SLOW);
      try {
        await this.start();
        if (epoch !== this.epoch) return;
        if (!this.session) return this.giveBack(sent); // the greeting failed and said why
        shown = this.pending = this.render({ who: "vous", text: sent.text });
        this.say("La réponse se prépare…");
        this.request = new AbortController();
        const body = sent.payload ? { session: this.session, payload: sent.payload } : { session: this.session, message: sent.text };
        const answer = await ask("POST", "/api/chat", body, this.request);
        if (epoch !== this.epoch) return;
        this.items.push({ who: "vous", text: sent.text });
        this.say("");
        this.receive(answer.replies, answer.turn);
        this.reveal(shown);
        this.pending = null;
      } catch (error) {
        if (epoch !== this.epoch) return;
        shown?.remove();
        this.pending = null;
        this.say("");
        this.giveBack(sent);
        this.explain(/** @type {Failure} */ (error), sent);
      } finally {
        clearTimeout(slow);
        if (epoch === this.epoch) this.setBusy(false);
      }
    }

    /** Put typed text back in the field, unless something else was typed meanwhile. @param {Sent} sent */
    giveBack(sent) {
      if (!sent.payload && !this.field.value.trim()) this.put(sent.text);
    }

    /** @param {Reply[]} replies @param {number} turn */
    receive(replies, turn) {
      flat(replies).forEach((reply, i, all) => {
        /** @type {Item} */
        const item = { who: "jalon", reply, turn, last: i === all.length - 1 };
        this.items.push(item);
        this.render(item);
      });
      this.save();
    }

    /** One node a message, appended whole. @param {Item} item */
    render(item) {
      const node = item.who === "vous" ? this.renderYou(item.text) : this.renderReply(item);
      this.log.append(node);
      if (item.who === "vous") this.starters.hidden = true;
      return node;
    }

    /** @param {string} text */
    renderYou(text) {
      return h("div", { class: "message you", part: "message" }, h("p", { class: "who" }, "Vous"), h("div", { class: "bubble", part: "bubble" }, text));
    }

    /**
     * The text and the buttons are announced; card, sources and opinion come after, without a word.
     * @param {Extract<Item, {who: "jalon"}>} item
     */
    renderReply(item) {
      const { reply, turn, last } = item;
      const press = (/** @type {Button} */ button) => this.press(button);
      const card = h("div", { "aria-live": "off" });
      const after = h("div", { class: "after", "aria-live": "off" });
      const fill = () => {
        card.append(...[cardOf(reply, press)].filter(Boolean));
        after.append(...[flat(reply.sources).length > 0 && sourcesOf(flat(reply.sources)), last && turn > 0 && this.opinion(item)].filter(Boolean));
      };
      if (this.log.isConnected) setTimeout(fill);
      else fill();
      return h("div", { class: "message bot", part: "message" },
        h("p", { class: "who" }, "Assistant automatique"),
        h("div", { class: "bubble", part: "bubble" }, h("div", { class: "text" }, markdown(String(reply.text || "")))),
        card,
        flat(reply.buttons).length > 0 && chips(flat(reply.buttons), press),
        after);
    }

    /** @param {Button} button */
    press(button) {
      this.submit({ text: button.title, payload: button.payload });
      this.focusField();
    }

    /** @param {Extract<Item, {who: "jalon"}>} item */
    opinion(item) {
      const buttons = [["utile", "Utile"], ["inutile", "Pas utile"]].map(([verdict, words]) =>
        h("button", { type: "button", "aria-pressed": String(item.verdict === verdict), "aria-disabled": item.verdict ? "true" : null, onclick: () => give(verdict) }, words));
      const give = async (/** @type {string} */ verdict) => {
        if (item.verdict) return;
        item.verdict = verdict;
        try {
          await ask("POST", "/api/feedback", { session: this.session, turn: item.turn, verdict });
          buttons.forEach((button, i) => {
            button.setAttribute("aria-pressed", String((i === 0) === (verdict === "utile")));
            button.setAttribute("aria-disabled", "true");
          });
          this.save();
          this.say("Merci, l'avis est noté.");
        } catch (error) {
          item.verdict = undefined;
          this.say(`L'avis n'est pas parti. ${/** @type {Failure} */ (error).message}`);
        }
      };
      return h("div", { class: "verdict", role: "group", "aria-label": "Avis sur cette réponse" }, h("span", { "aria-hidden": "true" }, "Avis :"), buttons);
    }

    // -------------------------------------------------------------- failures, restart, erasure

    /** Say what went wrong and what can be done. @param {Failure} failure @param {Sent | null} sent */
    explain(failure, sent) {
      if (!(failure instanceof Failure)) {
        console.error(failure);
        failure = new Failure({ message: SENTENCES[503], retry: true });
      }
      const actions = [];
      if (failure.ended) actions.push(["Nouvelle conversation", () => this.restart()]);
      else if (failure.retry) actions.push(["Réessayer", () => this.retry(sent)]);
      this.tell(failure.message.replace(/ Recharge la page (?:pour|et) [^.]*\./, ""), actions, failure.wait);
    }

    /** Send the failed message again, as it now stands in the field. @param {Sent | null} sent */
    retry(sent) {
      if (this.busy) return;
      this.hideNotice();
      const typed = this.field.value.trim();
      if (sent?.payload) this.submit(sent);
      else if (typed) this.submitField();
      else if (sent) this.submit(sent);
      else this.start();
      this.focusField();
    }

    /**
     * Show a sentence above the field, with what can be done; announced once.
     * @param {string} message @param {any[][]} actions @param {number} [wait] seconds before the first is possible
     */
    tell(message, actions, wait = 0) {
      this.hideNotice();
      const buttons = actions.map(([words, action], i) => h("button", { type: "button", class: i ? "" : "main", onclick: () => !buttons[i].hasAttribute("aria-disabled") && action() }, words));
      this.status.textContent = message;
      this.actions.replaceChildren(...buttons);
      this.notice.classList.add("alert");
      if (wait <= 0 || !buttons.length) return buttons;
      let left = wait;
      const tick = () => {
        buttons[0].textContent = left > 0 ? `${actions[0][0]} dans ${left} s` : actions[0][0];
        if (left > 0) buttons[0].setAttribute("aria-disabled", "true");
        else {
          buttons[0].removeAttribute("aria-disabled");
          clearInterval(this.countdown);
        }
        left -= 1;
      };
      tick();
      this.countdown = setInterval(tick, 1000);
      return buttons;
    }

    hideNotice() {
      clearInterval(this.countdown);
      this.notice.classList.remove("alert");
      this.actions.replaceChildren();
      this.status.textContent = "";
    }

    /** @param {string} question @param {string} yes @param {() => void} action */
    confirm(question, yes, action) {
      const done = () => (this.hideNotice(), this.focusField());
      const buttons = this.tell(question, [[yes, () => (done(), action())], ["Annuler", done]]);
      buttons[0].focus();
    }

    /** Forget the conversation on screen and in the tab. */
    clear() {
      this.epoch += 1;
      this.request?.abort();
      this.opening = null;
      this.session = null;
      this.pending = null;
      this.items = [];
      this.log.replaceChildren();
      this.starters.hidden = false;
      this.setBusy(false);
      this.save();
    }

    /** A new conversation; what is being typed stays. */
    async restart() {
      this.clear();
      this.hideNotice();
      await this.start();
      this.focusField();
    }

    async erase() {
      const { session } = this;
      this.say("Effacement…");
      try {
        if (session) await ask("DELETE", `/api/sessions/${encodeURIComponent(session)}`);
      } catch (error) {
        const failure = /** @type {Failure} */ (error);
        if (!failure.ended) {
          this.say("");
          this.tell(`La conversation n'est pas effacée. ${failure.message}`, [["Réessayer", () => (this.hideNotice(), this.erase())]]);
          return;
        }
      }
      this.clear();
      this.put("");
      this.tell("La conversation est effacée, ici et sur le serveur.", [["Nouvelle conversation", () => this.restart()]]);
      this.focusField();
    }

    // -------------------------------------------------------------- small things

    /** Show and announce; a failure that waits for a choice stays in view. @param {string} text */
    say(text) {
      if (!this.notice.classList.contains("alert")) this.status.textContent = text;
      else if (text) this.whisper(text);
      if (text && this.pending) this.reveal(this.pending); // the line takes its place below the question
    }

    /** Announce what is shown elsewhere. @param {string} text */
    whisper(text) {
      this.whispers.textContent = text;
    }

    /** @param {boolean} busy */
    setBusy(busy) {
      this.busy = busy;
      if (busy) this.send.setAttribute("aria-disabled", "true");
      else this.send.removeAttribute("aria-disabled");
    }

    /** @param {string} text */
    put(text) {
      this.field.value = text;
      this.measure();
    }

    /** Grow the field, and count near the limit. @param {boolean} [refused] */
    measure(refused = false) {
      this.field.style.height = "auto";
      this.field.style.height = `${this.field.scrollHeight + 2}px`;
      const length = [...this.field.value.trim()].length;
      const left = MAX - length;
      const many = (/** @type {number} */ n) => `${n} caractère${n > 1 ? "s" : ""}`;
      this.count.textContent = length < COUNTER_FROM ? "" : left >= 0 ? `Encore ${many(left)}` : `Trop long de ${many(-left)}`;
      this.count.classList.toggle("over", left < 0);
      if (left < 0) this.field.setAttribute("aria-invalid", "true");
      else this.field.removeAttribute("aria-invalid");
      const step = left < 0 ? "over" : left <= 50 ? "50" : left <= 200 ? "200" : "";
      if (refused || (step && step !== this.step)) this.whisper(left < 0 ? `Message trop long de ${many(-left)} : à raccourcir.` : `Encore ${many(left)}.`);
      this.step = step;
    }

    /** @param {KeyboardEvent} event */
    onKey(event) {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.submitField();
    }

    /** Show the start of what was just said. @param {HTMLElement} node */
    reveal(node) {
      setTimeout(() => {
        if (!node.isConnected) return;
        if (this.isPage) node.scrollIntoView({ block: "start" });
        else if (getComputedStyle(this.scroller).overflowY === "visible") this.panel.scrollTop = this.scroller.offsetTop + node.offsetTop - 12;
        else this.scroller.scrollTop = node.offsetTop - 12;
      }, 30);
    }

    /** @param {number} by */
    resize(by) {
      this.scale = Math.min(SCALES.length - 1, Math.max(0, this.scale + by));
      this.root.style.setProperty("--scale", String(SCALES[this.scale]));
      if (!by) return;
      this.measure();
      this.save();
      this.say(`Taille du texte : ${Math.round(SCALES[this.scale] * 100)} %.`);
    }

    /** A host's accent must stay readable: a safe pair replaces it below 4.5:1. */
    colours() {
      this.root.style.removeProperty("--safe-on");
      this.root.style.removeProperty("--safe-link");
      const probe = h("i");
      probe.style.setProperty("forced-color-adjust", "none"); // the colours asked for, not those shown
      this.root.append(probe);
      const read = (/** @type {string} */ name) => {
        probe.style.color = `var(${name})`;
        return luminance(getComputedStyle(probe).color);
      };
      const [accent, on, bg, href] = ["--accent", "--on", "--bg", "--link"].map(read);
      probe.remove();
      if (accent !== null && on !== null && contrast(accent, on) < 4.5) {
        this.root.style.setProperty("--safe-on", contrast(accent, 1) > contrast(accent, 0) ? "#fff" : "#000");
        console.warn("jalon: --jalon-accent and --jalon-on-accent are under 4.5:1, a safe text colour is used");
      }
      if (href !== null && bg !== null && contrast(href, bg) < 4.5) this.root.style.setProperty("--safe-link", "var(--fg)");
    }

    /** Paper cannot be unfolded. @param {Event} event */
    print(event) {
      for (const details of this.log.querySelectorAll("details")) {
        if (event.type === "beforeprint") {
          details.dataset.was = details.open ? "1" : "";
          details.open = true;
        } else if ("was" in details.dataset) {
          details.open = details.dataset.was === "1";
          delete details.dataset.was;
        }
      }
    }
  }

  customElements.define("jalon-assistant", JalonAssistant);

  const first = () => /** @type {JalonAssistant | null} */ (document.querySelector("jalon-assistant"));
  /** @type {any} */ (window).jalon = {
    /** @param {{message?: string}} [about] */
    open: (about) => first()?.open(about),
    close: () => first()?.close(),
  };

  if (SCRIPT && !first()) {
    const options = ["campus", "label", "launcher", "position", "theme"];
    const node = document.createElement("jalon-assistant");
    for (const name of options) if (SCRIPT.dataset[name]) node.setAttribute(name, /** @type {string} */ (SCRIPT.dataset[name]));
    document.body.append(node);
  }
})();
