// @ts-check
/** Reading an answer aloud, when asked, by a voice of the device itself: nothing is sent anywhere. */
import { h, icon } from "./dom.js";

/** A French voice that needs no network. */
function voice() {
  const voices = typeof speechSynthesis === "undefined" ? [] : speechSynthesis.getVoices();
  return voices.find((one) => one.localService && /^fr\b/i.test(one.lang));
}

export function hush() {
  if (typeof speechSynthesis !== "undefined") speechSynthesis.cancel();
}

/** A button that reads a text and stops; hidden as long as there is no such voice. @param {() => string} text */
export function listen(text) {
  let reading = false;
  const words = h("span", {}, "Écouter");
  const button = h("button", { type: "button", class: "plain", hidden: !voice(), onclick: () => (reading ? hush() : read()) }, icon("sound"), words);
  const turn = (/** @type {boolean} */ on) => {
    reading = on;
    words.textContent = on ? "Arrêter" : "Écouter";
  };
  const read = () => {
    hush();
    const said = new SpeechSynthesisUtterance(text());
    said.voice = voice() || null;
    said.lang = "fr-FR";
    said.onend = said.onerror = () => turn(false);
    turn(true);
    speechSynthesis.speak(said);
  };
  if (!voice() && typeof speechSynthesis !== "undefined") {
    speechSynthesis.addEventListener("voiceschanged", () => (button.hidden = !voice()), { once: true });
  }
  return button;
}
