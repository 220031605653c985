// @ts-check
/** Contrast, as WCAG computes it. */

/** @param {string} colour computed, "rgb(…)" @returns {number | null} */
export function luminance(colour) {
  const parts = /^rgba?\((\d+), (\d+), (\d+)/.exec(colour);
  if (!parts) return null;
  const [r, g, b] = parts.slice(1).map((part) => {
    const value = Number(part) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export const contrast = (/** @type {number} */ a, /** @type {number} */ b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
