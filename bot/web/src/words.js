// @ts-check
/** Levels, lengths, dates and names as people say them. */

export const LEVELS = { 3: "CAP", 4: "bac", 5: "bac + 2", 6: "bac + 3", 7: "bac + 5", 8: "bac + 8" };
export const KINDS = {
  scolaire: "Par l'école",
  apprentissage: "En apprentissage",
  passerelle: "Par une passerelle, plus rare",
  adulte: "En reprise d'études ou par l'expérience",
};

export const bare = (/** @type {unknown} */ text) =>
  String(text ?? "").normalize("NFD").replace(/[\u0300-\u036f*]/g, "").toLowerCase().replace(/[^a-z0-9@]+/g, " ").trim();
export const flat = (/** @type {unknown} */ value) => (Array.isArray(value) ? value : value || value === 0 ? [value] : []);
export const capital = (/** @type {unknown} */ text) => String(text ?? "").replace(/^./u, (letter) => letter.toUpperCase());
/** « 3 ans », « 6 mois », « 3 ans et 3 mois ». @param {unknown} value */
export function years(value) {
  const count = Math.round((Number(value) || 0) * 12);
  const whole = Math.floor(count / 12);
  const months = count % 12;
  const parts = [whole > 0 && `${whole} an${whole > 1 ? "s" : ""}`, months > 0 && `${months} mois`];
  return parts.filter(Boolean).join(" et ");
}
/** @param {any} value */
export const level = (value) => (value in LEVELS ? `niveau ${value} (${LEVELS[/** @type {3} */ (Number(value))]})` : "");
/** @param {any} item */
export const nameOf = (item) => (item && typeof item === "object" ? item.nom ?? "" : item ?? "");
/** A date as people say it; anything else as it is. @param {unknown} value */
export function day(value) {
  const text = String(value || "");
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return text;
  const options = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return new Intl.DateTimeFormat("fr-FR", options).format(new Date(`${text.slice(0, 10)}T00:00:00Z`)).replace(/^1 /, "1er ");
}

/** A text that may be cut between two syllables. @param {string} text */
export const syllables = (text) => text.replace(/(?<=[aeiouyé][nrlm]?)(?=[bcdfglmnpqrstv][aeiouyé][a-zé])/g, "\u00ad");
