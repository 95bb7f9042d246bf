/** Micrometres per unit, by symbol; `u` stands for the micro sign. */
const SYMBOLS: ReadonlyMap<string, number> = new Map([
  ["m", 1e6],
  ["cm", 1e4],
  ["mm", 1e3],
  ["um", 1],
  ["nm", 1e-3],
  ["Å", 1e-4],
  ["pm", 1e-6],
]);

/** Micrometres per unit, by name in lower case and singular. */
const NAMES: ReadonlyMap<string, number> = new Map([
  ["micron", 1],
  ["micrometer", 1],
  ["micrometre", 1],
  ["nanometer", 1e-3],
  ["nanometre", 1e-3],
  ["millimeter", 1e3],
  ["millimetre", 1e3],
]);

/**
 * All spellings of the micro sign in descriptions: U+00B5 and U+03BC, escaped as in Java (by ImageJ) or in
 * XML, and U+FFFD, which is a Latin-1 micro sign read as UTF-8.
 */
const MICRO = /^(?:\u00b5|\u03bc|\ufffd|\\u00b5|\\u03bc|&#181;|&#956;|&#xb5;|&#x3bc;|&micro;)/i;

/** Micrometres per length unit, e.g. 0.001 for `nm`; null if it is not a unit of length known here. */
export function micrometresPer(unit: string): number | null {
  const symbol = unit.trim().replace(MICRO, "u");
  return SYMBOLS.get(symbol) ?? NAMES.get(symbol.toLowerCase().replace(/s$/, "")) ?? null;
}
