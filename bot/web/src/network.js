// @ts-check
/** The API: one function, and failures a person can be told of. */
import { BASE, MAX } from "./base.js";

const LOST = 35000; // ms after which an answer is given up

/** A failure a person can be told of. `retry` says whether the same request may work later. */
export class Failure extends Error {
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

export const SENTENCES = {
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
export async function ask(method, path, body, controller = new AbortController()) {
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
