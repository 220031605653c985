// @ts-check
/** What is on screen around the conversation: launcher, panel, options, field, status line. */
import { BASE, MAX } from "./base.js";
import { contrast, luminance } from "./colours.js";
import { h, icon, link } from "./dom.js";
import STYLE from "./widget.css";

/** @typedef {import("./types").Sent} Sent */

const COUNTER_FROM = 800; // characters from which the room left is told
const SCALES = [1, 1.15, 1.3, 1.5, 1.75, 2];
const FULL_SCREEN = "(max-width: 36em), (max-height: 34em)";
let count = 0;

/** The element without its conversation. */
export class Panel extends HTMLElement {
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
    /** @type {HTMLElement | null} */ this.pending = null; // the question on its way
    this.isPage = false;
    this.busy = false;
    this.built = false;
    this.scale = 0;
    this.step = ""; // of the character counter: what was last announced
    this.full = matchMedia(FULL_SCREEN);
    this.fit = this.fit.bind(this);
    this.print = this.print.bind(this);
    this.mode = this.mode.bind(this);
  }

  /* What the controls do is the conversation's: see talk.js. */
  /** @param {Sent} _sent @returns {any} */
  submit(_sent) {}
  submitField() {}
  save() {}
  keep() {}
  /** @returns {any} */
  open() {}
  /** @returns {any} */
  restart() {}
  /** @returns {any} */
  erase() {}

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
        h("button", { type: "button", onclick: act(() => this.keep()) }, "Télécharger la conversation"),
        h("button", { type: "button", onclick: act(() => this.confirm("Commencer une nouvelle conversation ? Celle-ci disparaît de l'écran.", "Recommencer", () => this.restart())) }, "Recommencer"),
        h("button", { type: "button", onclick: act(() => this.confirm("Effacer la conversation, ici et sur le serveur ?", "Effacer", () => this.erase())) }, "Effacer"),
        link(`${BASE}/carte`, "Carte des campus"),
        link(`${BASE}/#donnees`, "Données personnelles"),
        link(`${BASE}/#accessibilite`, "Accessibilité : non conforme")));
    menu.addEventListener("focusout", (/** @type {FocusEvent} */ event) => {
      if (event.relatedTarget && !menu.contains(/** @type {Node} */ (event.relatedTarget))) menu.open = false;
    });
    return menu;
  }

  show() {
    if (this.full.matches) this.panel.showModal();
    else this.panel.show();
    this.fit();
  }

  /** Close the panel; the conversation stays. */
  close() {
    if (this.isPage || !this.panel.open) return;
    this.panel.close();
    this.closed();
  }

  closed() {
    if (this.panel.open || !this.launcher.hidden) return; // reopened at once by mode(), or told twice
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.panel.style.height = this.panel.style.top = "";
    this.launcher.focus();
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
    this.root.classList.toggle("large", SCALES[this.scale] >= 1.5); // nothing stays pinned: there would be no room to read
    if (!by) return;
    this.measure();
    this.save();
    this.say(`Taille du texte : ${Math.round(SCALES[this.scale] * 100)} %.`);
  }

  /** A host's colours must stay readable: below the contrast that WCAG asks for, a safe colour replaces them. */
  colours() {
    const names = ["accent", "on", "bg", "fg", "soft", "mute", "line", "link"];
    for (const name of names) this.root.style.removeProperty(`--${name}`);
    const probe = h("i");
    probe.style.setProperty("forced-color-adjust", "none"); // the colours asked for, not those shown
    this.root.append(probe);
    const read = (/** @type {string} */ name) => {
      probe.style.color = `var(--${name})`;
      return luminance(getComputedStyle(probe).color);
    };
    const seen = new Map(names.map((name) => [name, read(name)]));
    const low = (/** @type {string} */ a, /** @type {string} */ b, least = 4.5) => {
      const [one, other] = [seen.get(a), seen.get(b)];
      return typeof one === "number" && typeof other === "number" && contrast(one, other) < least;
    };
    const use = (/** @type {string} */ name, /** @type {string} */ value) => {
      this.root.style.setProperty(`--${name}`, value);
      seen.set(name, read(name));
      console.warn(`jalon: the contrast of --jalon-${name} is too low, a safe colour is used`);
    };
    if (low("fg", "bg")) for (const name of ["fg", "bg", "soft", "mute", "line"]) use(name, `var(--${name[0]})`);
    if (low("fg", "soft")) use("soft", "var(--bg)");
    if (low("mute", "bg") || low("mute", "soft")) use("mute", "var(--fg)");
    if (low("line", "bg", 3)) use("line", "var(--mute)");
    if (low("on", "accent")) use("on", contrast(Number(seen.get("accent")), 1) > contrast(Number(seen.get("accent")), 0) ? "#fff" : "#000");
    if (low("link", "bg") || low("link", "soft")) use("link", "var(--fg)");
    probe.remove();
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
