// @ts-check
/** Files made here and kept on the device. */
import { h } from "./dom.js";

/** @typedef {import("./types").Item} Item */

/** Hand over a file. @param {string} name @param {string} type @param {string} content */
export function download(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  const way = h("a", { href: url, download: name });
  document.body.append(way);
  way.click();
  way.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A conversation as plain text, with its sources. @param {Item[]} items */
export function transcript(items) {
  const lines = items.map((item) => {
    if (item.who === "vous") return `Vous :\n${item.text}`;
    const sources = (item.reply.sources || []).map((source) => `Source : ${source.title}, ${source.url || ""} (vérifiée le ${source.verified_on})`);
    return [`Assistant automatique :\n${item.reply.text.replace(/\*\*/g, "")}`, ...sources].join("\n");
  });
  return ["Conversation avec un assistant automatique, à vérifier avec un conseiller.", ...lines].join("\n\n").replace(/\n/g, "\r\n");
}
