import type { NumberArray } from "../nets/weights.ts";

/** Vectors `[..., component]` of two components, scaled to unit length; zero vectors stay zero. */
export function toUnitLength({ shape, data }: NumberArray): NumberArray {
  const into = new Float32Array(data.length);
  for (let index = 0; index < data.length; index += 2) {
    const length = Math.hypot(data[index], data[index + 1]);
    if (length === 0) continue;
    into[index] = data[index] / length;
    into[index + 1] = data[index + 1] / length;
  }
  return { shape, data: into };
}
