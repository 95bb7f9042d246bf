/**
 * A module with one function, in the notation of WebAssembly:
 * `(func (export "f") (param f32 f32) (result f32) x * x + c in the first of four lanes of f32x4.relaxed_madd)`.
 */
const RELAXED_MADD = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x07, 0x01, 0x60, 0x02, 0x7d, 0x7d, 0x01, 0x7d],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x05, 0x01, 0x01, 0x66, 0x00, 0x00],
  ...[0x0a, 0x16, 0x01, 0x14, 0x00, 0x20, 0x00, 0xfd, 0x13, 0x20, 0x00, 0xfd, 0x13, 0x20, 0x01, 0xfd, 0x13],
  ...[0xfd, 0x85, 0x02, 0xfd, 0x1f, 0x00, 0x0b],
);

/** A number whose square does not fit into f32. */
const PROBE = 1 + 2 ** -12;

/**
 * Whether a relaxed product and its sum are rounded once here, which is the same for all of them in one program.
 * Rejects with a CompileError where relaxed SIMD is not known.
 */
export async function roundsOnce(): Promise<boolean> {
  const { instance } = await WebAssembly.instantiate(RELAXED_MADD);
  const { f } = instance.exports as { readonly f: (x: number, c: number) => number };
  return f(PROBE, -Math.fround(PROBE * PROBE)) !== 0;
}
