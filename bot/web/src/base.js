// @ts-check
/** Where the assistant is served from, and the measures shared by its parts. */

export const SCRIPT = /** @type {HTMLScriptElement | null} */ (document.currentScript);
export const BASE = new URL(SCRIPT?.src || location.href, location.href).origin;
export const MAX = 1000; // characters of a message
export const SLOW = 4000; // ms before a wait is explained
