// @ts-check
/** Elements, icons and links, made without any markup (Trusted Types). */

/** French spaces that do not break. @param {string} text */
export const spaced = (text) => text.replace(/« /g, "«\u00a0").replace(/ ([»:;?!€%])/g, "\u00a0$1");

/**
 * An element with its attributes and children; false and null children are skipped.
 * @param {string} tag @param {Record<string, any>} [props] @param {...any} children
 * @returns {any}
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(3)) if (child || child === 0) node.append(typeof child === "string" ? spaced(child) : child);
  return node;
}

export const ICONS = {
  chat: "M4 5h16v11H10l-5 4v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  work: "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
  both: "M4 9h13l-3-3M20 15H7l3 3",
  place: "M12 21c-4-5-6-8-6-11a6 6 0 0 1 12 0c0 3-2 6-6 11zM12 8v4M10 10h4",
  paper: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
  sound: "M4 9v6h4l5 4V5L8 9zM16 9c1.5 2 1.5 4 0 6M19 7c2.5 3 2.5 7 0 10",
  send: "M4 12h15M13 6l6 6-6 6",
};

/** A decorative icon. @param {keyof typeof ICONS} name */
export function icon(name) {
  return s("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: "icon" }, s("path", { d: ICONS[name] }));
}

/** An element of a drawing. @param {string} tag @param {Record<string, any>} [props] @param {...any} children */
export function s(tag, props = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...children.flat(2));
  return node;
}

/** A link that leaves the conversation where it is. @param {string} href @param {...any} children */
export function link(href, ...children) {
  const away = /^https?:/i.test(href);
  const props = away ? { href, target: "_blank", rel: "noopener noreferrer" } : { href };
  return h("a", props, children, away && h("span", { class: "unseen" }, " (nouvel onglet)"));
}

/** The address when it is one a link may have. @param {unknown} value */
export function safeUrl(value) {
  const url = String(value || "").trim();
  if (/^(https?:\/\/|mailto:|tel:)/i.test(url)) return url;
  return /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(url) ? `https://${url}` : "";
}
