import { VECTOR_BYTES } from "./vectors";

/** Factor of the gradients, from `sums` of the gradient norm; 1 without clipping. */
export function clipFactor(clips: bool, sums: usize): f32 {
  return clips ? load<f32>(sums + VECTOR_BYTES, 4) : 1;
}
