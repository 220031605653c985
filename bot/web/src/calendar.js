// @ts-check
/** Dated steps as a calendar file (iCalendar, RFC 5545), whole days. */

/** @typedef {import("./state.js").Dated} Dated */

/** Lines of at most 75 bytes, folded. @param {string} line */
function fold(line) {
  const encoder = new TextEncoder();
  const folded = [""];
  let bytes = 0;
  for (const letter of line) {
    const length = encoder.encode(letter).length;
    if (bytes + length > 73) {
      folded.push("");
      bytes = 0;
    }
    folded[folded.length - 1] += letter;
    bytes += length;
  }
  return folded.join("\r\n ");
}

const compact = (/** @type {string} */ day) => day.replace(/-/g, "");

/** The day after: an event's end is excluded. @param {string} day */
function next(day) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** The dates that are dates. @param {Dated[]} dates */
export function real(dates) {
  const is = (/** @type {string} */ day) => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`));
  return dates.filter((date) => date.titre && is(date.debut)).map((date) => ({ ...date, fin: date.fin && is(date.fin) && date.fin > date.debut ? date.fin : "" }));
}

/** @param {Dated[]} dates real ones @param {string} made the day the sheet was made */
export function calendar(dates, made) {
  const events = dates.flatMap((date, n) => [
    "BEGIN:VEVENT",
    `UID:${compact(date.debut)}-${n}-${compact(made)}@jalon`,
    `DTSTAMP:${compact(made)}T000000Z`,
    `DTSTART;VALUE=DATE:${compact(date.debut)}`,
    `DTEND;VALUE=DATE:${compact(next(date.fin || date.debut))}`,
    `SUMMARY:${date.titre.replace(/([\\;,])/g, "\\$1").replace(/\s+/g, " ")}`,
    "DESCRIPTION:Date à vérifier auprès de l'établissement.",
    "END:VEVENT",
  ]);
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jalon//Fiche de parcours//FR", ...events, "END:VCALENDAR", ""].map(fold).join("\r\n");
}
