// @ts-check
/**
 * <jalon-assistant>: the orientation assistant on any page.
 *
 *   <script src="https://…/widget.js" defer data-campus="itip"></script>
 *
 * creates it with a launcher; `<jalon-assistant mode="page">` fills its place in a page instead.
 * Attributes (or data-… on the script): campus, label, launcher, position="gauche", theme="clair|sombre".
 * Custom properties: --jalon-accent, --jalon-on-accent, --jalon-bg, --jalon-fg, --jalon-soft, --jalon-line,
 * --jalon-mute, --jalon-link, --jalon-font, --jalon-radius, --jalon-offset, --jalon-z. Parts: launcher, panel,
 * header, message, bubble, card, chip, send.
 *
 * Text reaches the page through DOM nodes only (Trusted Types), styles through a constructable sheet (CSP).
 * Nothing is sent or stored before the assistant is opened. The server makes one file of these modules.
 */
import { SCRIPT } from "./base.js";
import { hush } from "./speech.js";
import { Talk } from "./talk.js";

class JalonAssistant extends Talk {
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
    hush();
    this.full.removeEventListener("change", this.mode);
    window.removeEventListener("beforeprint", this.print);
    window.removeEventListener("afterprint", this.print);
    window.visualViewport?.removeEventListener("resize", this.fit);
  }
}

const first = () => /** @type {JalonAssistant | null} */ (document.querySelector("jalon-assistant"));

if (!customElements.get("jalon-assistant")) {
  customElements.define("jalon-assistant", JalonAssistant);
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
}
