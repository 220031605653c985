// @ts-check
/** The conversation: opened, kept in the tab, asked, answered, restarted, erased; and what goes wrong. */
import { BASE, MAX, SLOW } from "./base.js";
import { cardOf, chips, sourcesOf } from "./cards.js";
import { h } from "./dom.js";
import { download, transcript } from "./keep.js";
import { markdown, pair, table } from "./markdown.js";
import { ask, Failure, SENTENCES } from "./network.js";
import { Panel } from "./panel.js";
import { hush, listen } from "./speech.js";
import { flat } from "./words.js";

/** @typedef {import("./types").Button} Button */
/** @typedef {import("./types").Item} Item */
/** @typedef {import("./types").Answered} Answered */
/** @typedef {import("./types").Reply} Reply */
/** @typedef {import("./types").Sent} Sent */

const KEPT = 60; // messages kept in the tab

/** The element with its conversation. */
export class Talk extends Panel {
  constructor() {
    super();
    /** @type {Item[]} */ this.items = [];
    /** @type {string | null} */ this.session = null;
    /** @type {Promise<void> | null} */ this.opening = null;
    /** @type {AbortController | null} */ this.request = null;
    this.epoch = 0; // grows when the conversation is replaced: late answers to the old one are dropped
  }

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
   * @param {Answered} item
   */
  renderReply(item) {
    const { reply, turn, last } = item;
    const press = (/** @type {Button} */ button) => this.press(button);
    const text = h("div", { class: "text" }, markdown(String(reply.text || ""), reply.card?.type === "comparaison" ? pair : table));
    const card = h("div", { "aria-live": "off" });
    const after = h("div", { class: "after", "aria-live": "off" });
    const fill = () => {
      card.append(...[cardOf(reply, press)].filter(Boolean));
      after.append(...[flat(reply.sources).length > 0 && sourcesOf(flat(reply.sources)), listen(() => text.innerText), last && turn > 0 && this.opinion(item)].filter(Boolean));
    };
    if (this.log.isConnected) setTimeout(fill);
    else fill();
    return h("div", { class: "message bot", part: "message" },
      h("p", { class: "who" }, "Assistant automatique"),
      h("div", { class: "bubble", part: "bubble" }, text),
      card,
      flat(reply.buttons).length > 0 && chips(flat(reply.buttons), press),
      after);
  }

  /** @param {Button} button */
  press(button) {
    this.submit({ text: button.title, payload: button.payload });
    this.focusField();
  }

  /** @param {Answered} item */
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

  /** The conversation as a file of the device. */
  keep() {
    if (!this.items.length) return this.say("Il n'y a encore rien à télécharger.");
    download("conversation.txt", "text/plain", transcript(this.items));
    this.say("La conversation est téléchargée : conversation.txt");
  }

  /** Forget the conversation on screen and in the tab. */
  clear() {
    hush();
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
}
