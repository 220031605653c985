// @ts-check
/**
 * The state of the printable sheet, written in the address after « # »: it never reaches a server.
 * `1` and the text deflated, or `0` and the text as it is where the browser cannot deflate; both in base64url.
 */

/**
 * @typedef {import("./types").Source} Source
 * @typedef {{titre: string, debut: string, fin?: string}} Dated
 * @typedef {{depart: string, but: string, routes: any[], sources: Source[], dit?: string[], campus?: string, dates?: Dated[], fait?: string}} Sheet
 */

/** @param {Uint8Array} bytes */
function base64(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {Uint8Array} bytes @param {any} through */
async function pass(bytes, through) {
  const stream = new Blob([/** @type {any} */ (bytes)]).stream().pipeThrough(through);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The sheet as short lists, in a fixed order. @param {any} sheet @returns {any[]} */
function short({ depart, but, routes: [route], sources, dit, campus, dates, fait }) {
  const steps = route.etapes.map((/** @type {any} */ step) => [
    step.diplome, step.niveau || 0, step.annees, step.admission, step.condition, (step.apprentissage ? 1 : 0) + (step.sortie ? 2 : 0), step.campus || 0,
  ]);
  return [
    fait || new Date().toISOString().slice(0, 10), depart, but, route.genre, route.annees, steps,
    sources.map((/** @type {Source} */ source) => [source.title, source.url, source.verified_on]), dit || [], campus || 0,
    (dates || []).map((/** @type {Dated} */ date) => [date.titre, date.debut, date.fin || 0]),
  ];
}

/** Give the state of a sheet to `use`: at once, and again when it is made shorter. @param {any} sheet @param {(state: string) => void} use */
export async function pack(sheet, use) {
  const bytes = new TextEncoder().encode(JSON.stringify(short(sheet)));
  use(`0${base64(bytes)}`);
  if (typeof CompressionStream !== "undefined") use(`1${base64(await pass(bytes, new CompressionStream("deflate-raw")))}`);
}

const text = (/** @type {unknown} */ value, most = 300) => (typeof value === "string" ? value.slice(0, most) : "");
const rows = (/** @type {unknown} */ value, most = 12) => (Array.isArray(value) ? value.filter(Array.isArray).slice(0, most) : []);

/** The sheet of a state, null when it cannot be read. Anybody can write an address: only texts and figures come through. @param {string} state @returns {Promise<Sheet | null>} */
export async function unpack(state) {
  try {
    const packed = Uint8Array.from(atob(state.slice(1).replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
    const bytes = state[0] === "1" ? await pass(packed, new DecompressionStream("deflate-raw")) : packed;
    const [fait, depart, but, genre, annees, steps, sources, dit, campus, dates] = JSON.parse(new TextDecoder().decode(bytes));
    const etapes = rows(steps, 8).map(([diplome, niveau, length, admission, condition, marks, place]) => ({
      diplome: text(diplome), niveau: Number(niveau) || null, annees: Number(length) || 0, admission: text(admission), condition: text(condition),
      apprentissage: Boolean(marks & 1), sortie: Boolean(marks & 2), campus: text(place),
    }));
    if (!etapes.length || !text(depart) || !text(but)) return null;
    return {
      fait: text(fait, 10), depart: text(depart), but: text(but), campus: text(campus),
      routes: [{ genre: text(genre, 20), annees: Number(annees) || 0, etapes }],
      sources: rows(sources).map(([title, url, verified_on]) => ({ title: text(title), url: text(url), verified_on: text(verified_on, 10) })),
      dit: Array.isArray(dit) ? dit.map((said) => text(said, 120)).filter(Boolean).slice(0, 8) : [],
      dates: rows(dates).map(([titre, debut, fin]) => ({ titre: text(titre), debut: text(debut, 10), fin: text(fin, 10) })),
    };
  } catch {
    return null;
  }
}
