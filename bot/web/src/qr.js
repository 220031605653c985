// @ts-check
/**
 * A QR code (ISO/IEC 18004): bytes, error correction level L, versions 1 to 40. Made here, so that what it holds
 * is told to nobody.
 */

const CORRECTION = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, ...Array(14).fill(30)];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];
const MASKS = [
  (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % 2,
  (/** @type {number} */ _x, /** @type {number} */ y) => y % 2,
  (/** @type {number} */ x) => x % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (x + y) % 3,
  (/** @type {number} */ x, /** @type {number} */ y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => ((x * y) % 2) + ((x * y) % 3),
  (/** @type {number} */ x, /** @type {number} */ y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (/** @type {number} */ x, /** @type {number} */ y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** Product in GF(256), modulo x⁸ + x⁴ + x³ + x² + 1. @param {number} a @param {number} b */
function product(a, b) {
  let made = 0;
  for (let i = 7; i >= 0; i -= 1) {
    made = (made << 1) ^ ((made >>> 7) * 0x11d);
    made ^= ((b >>> i) & 1) * a;
  }
  return made;
}

/** @param {number[]} data @param {number} length correction bytes wanted */
function correction(data, length) {
  const divisor = Array(length).fill(0);
  divisor[length - 1] = 1;
  let root = 1;
  for (let i = 0; i < length; i += 1) {
    for (let j = 0; j < length; j += 1) divisor[j] = product(divisor[j], root) ^ (divisor[j + 1] || 0);
    root = product(root, 2);
  }
  const rest = Array(length).fill(0);
  for (const byte of data) {
    const factor = byte ^ /** @type {number} */ (rest.shift());
    rest.push(0);
    divisor.forEach((value, i) => (rest[i] ^= product(value, factor)));
  }
  return rest;
}

/** @param {number} version */
function places(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, i) => version * 4 + 10 - step * (count - 2 - i))];
}

/** Bytes that a version holds, correction included. @param {number} version */
function room(version) {
  const count = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const aligned = count ? (25 * count - 10) * count - 55 : 0;
  return Math.floor(((16 * version + 128) * version + 64 - aligned - (version > 6 ? 36 : 0)) / 8);
}

/** The bytes of a message, with their correction, in the order they are laid. @param {Uint8Array} bytes @param {number} version */
function codewords(bytes, version) {
  const blocks = BLOCKS[version - 1];
  const each = CORRECTION[version - 1];
  const total = room(version) - blocks * each;
  const bits = [0, 1, 0, 0];
  const push = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let i = length - 1; i >= 0; i -= 1) bits.push((value >>> i) & 1);
  };
  push(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((byte) => push(byte, 8));
  push(0, Math.min(4, total * 8 - bits.length)); // the end
  push(0, (8 - (bits.length % 8)) % 8);
  const data = Array.from({ length: bits.length / 8 }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(""), 2));
  for (let pad = 0xec; data.length < total; pad ^= 0xec ^ 0x11) data.push(pad);
  const short = Math.floor(total / blocks);
  const longer = total % blocks;
  let at = 0;
  const parts = Array.from({ length: blocks }, (_, i) => data.slice(at, (at += short + (i >= blocks - longer ? 1 : 0))));
  const checks = parts.map((part) => correction(part, each));
  const laid = [];
  for (let i = 0; i <= short; i += 1) for (const part of parts) if (i < part.length) laid.push(part[i]);
  for (let i = 0; i < each; i += 1) for (const check of checks) laid.push(check[i]);
  return laid;
}

/** Remainder of a code of `length` bits, for the format and the version. @param {number} data @param {number} length @param {number} divisor */
function checked(data, length, divisor) {
  let rest = data;
  for (let i = 0; i < length; i += 1) rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor);
  return (data << length) | rest;
}

/** How hard a pattern is to read. @param {number[][]} grid */
function penalty(grid) {
  const size = grid.length;
  let sum = 0;
  const lines = [...grid.map((row) => row.join("")), ...grid.map((_, x) => grid.map((row) => row[x]).join(""))];
  for (const line of lines) {
    for (const run of line.match(/0{5,}|1{5,}/g) || []) sum += run.length - 2;
    for (let i = 0; i < size - 10; i += 1) if (/^(10111010000|00001011101)/.test(line.slice(i, i + 11))) sum += 40;
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) if (grid[y][x] === grid[y][x - 1] && grid[y][x] === grid[y - 1][x] && grid[y][x] === grid[y - 1][x - 1]) sum += 3;
  }
  const dark = grid.flat().filter(Boolean).length / (size * size);
  return sum + 10 * Math.floor(Math.abs(dark - 0.5) * 20);
}

/** The squares of a text's code, 1 where dark; null when it is too long for any. @param {string} text @returns {number[][] | null} */
export function code(text) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= 40 && room(version) - BLOCKS[version - 1] * CORRECTION[version - 1] < bytes.length + (version < 10 ? 2 : 3)) version += 1;
  if (version > 40) return null;
  const size = version * 4 + 17;
  /** @type {number[][]} */
  const grid = Array.from({ length: size }, () => Array(size).fill(0));
  const fixed = grid.map((row) => row.map(() => false));
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {unknown} */ dark) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    grid[y][x] = dark ? 1 : 0;
    fixed[y][x] = true;
  };
  for (let i = 0; i < size; i += 1) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let dy = -4; dy <= 4; dy += 1) for (let dx = -4; dx <= 4; dx += 1) set(cx + dx, cy + dy, ![2, 4].includes(Math.max(Math.abs(dx), Math.abs(dy))));
  }
  const marks = places(version);
  marks.forEach((cx, i) => marks.forEach((cy, j) => {
    const corner = (i === 0 && j === 0) || (i === 0 && j === marks.length - 1) || (i === marks.length - 1 && j === 0);
    if (!corner) for (let dy = -2; dy <= 2; dy += 1) for (let dx = -2; dx <= 2; dx += 1) set(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }));
  if (version > 6) {
    const told = checked(version, 12, 0x1f25);
    for (let i = 0; i < 18; i += 1) {
      set(size - 11 + (i % 3), Math.floor(i / 3), (told >>> i) & 1);
      set(Math.floor(i / 3), size - 11 + (i % 3), (told >>> i) & 1);
    }
  }
  const format = (/** @type {number} */ mask) => {
    const told = checked(8 | mask, 10, 0x537) ^ 0x5412;
    const bit = (/** @type {number} */ i) => (told >>> i) & 1;
    for (let i = 0; i < 6; i += 1) set(8, i, bit(i));
    set(8, 7, bit(6));
    set(8, 8, bit(7));
    set(7, 8, bit(8));
    for (let i = 9; i < 15; i += 1) set(14 - i, 8, bit(i));
    for (let i = 0; i < 8; i += 1) set(size - 1 - i, 8, bit(i));
    for (let i = 8; i < 15; i += 1) set(8, size - 15 + i, bit(i));
    set(8, size - 8, 1);
  };
  format(0);
  const laid = codewords(bytes, version);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let i = 0; i < size; i += 1) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - i : i;
      for (const x of [right, right - 1]) {
        if (fixed[y][x] || at >= laid.length * 8) continue;
        grid[y][x] = (laid[at >>> 3] >>> (7 - (at & 7))) & 1;
        at += 1;
      }
    }
  }
  const turn = (/** @type {number} */ mask) => {
    for (let y = 0; y < size; y += 1) for (let x = 0; x < size; x += 1) if (!fixed[y][x] && MASKS[mask](x, y) === 0) grid[y][x] ^= 1;
  };
  let best = 0;
  let least = Infinity;
  for (let mask = 0; mask < 8; mask += 1) {
    turn(mask);
    format(mask);
    const found = penalty(grid);
    if (found < least) [best, least] = [mask, found];
    turn(mask);
  }
  turn(best);
  format(best);
  return grid;
}
