import type { NumberArray } from "../nets/weights.ts";

/** Vectors `[..., component]` of two components, scaled to unit length; zero vectors stay zero. */
export function unitLength(vectors: Float32Array): Float32Array {
  const into = new Float32Array(vectors.length);
  for (let index = 0; index < vectors.length; index += 2) {
    const length = Math.hypot(vectors[index], vectors[index + 1]);
    if (length === 0) continue;
    into[index] = vectors[index] / length;
    into[index + 1] = vectors[index + 1] / length;
  }
  return into;
}

/** The same for an array with a shape. */
export function toUnitLength({ shape, data }: NumberArray): NumberArray {
  return { shape, data: unitLength(data) };
}

/** Lengths `[...]` of vectors `[..., component]` of two components. */
export function vectorLengths(vectors: Float32Array): Float32Array {
  return Float32Array.from({ length: vectors.length / 2 }, (_, index) =>
    Math.hypot(vectors[2 * index], vectors[2 * index + 1]),
  );
}
