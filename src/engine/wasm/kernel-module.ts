import { EXACT, RELAXED } from "virtual:wasm-kernels";

/**
 * Arithmetic of the kernels: exact, with the same bits on every machine, or relaxed, whose products and sums
 * may be fused.
 */
export type Arithmetic = "exact" | "relaxed";

const BASE64: Readonly<Record<Arithmetic, string>> = { exact: EXACT, relaxed: RELAXED };

const bytesOf = (arithmetic: Arithmetic) =>
  Uint8Array.from(atob(BASE64[arithmetic]), (character) => character.charCodeAt(0));

const isKnown = (arithmetic: Arithmetic) =>
  typeof WebAssembly === "object" && WebAssembly.validate(bytesOf(arithmetic));

/**
 * The arithmetic that is fastest here: relaxed where relaxed SIMD is known. Null where WebAssembly, its SIMD or shared
 * memory is not known.
 */
export function fastestArithmetic(): Arithmetic | null {
  if (isKnown("relaxed")) return "relaxed";
  return isKnown("exact") ? "exact" : null;
}

/** The kernels for the CPU, compiled. Rejects with a CompileError for relaxed ones where they are not known. */
export function compileModule(arithmetic: Arithmetic): Promise<WebAssembly.Module> {
  return WebAssembly.compile(bytesOf(arithmetic));
}
