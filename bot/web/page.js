// @ts-check
/** The full page around the assistant: its campus from the address, its example questions. */
(() => {
  "use strict";
  const assistant = document.querySelector("jalon-assistant[mode=page]");
  const campus = new URLSearchParams(location.search).get("campus");
  if (assistant && campus) assistant.setAttribute("campus", campus); // before widget.js opens the conversation

  for (const button of document.querySelectorAll("[data-question]")) {
    button.addEventListener("click", () => {
      const { question } = /** @type {HTMLElement} */ (button).dataset;
      /** @type {any} */ (window).jalon?.open({ message: question });
    });
  }
})();
