import { STEP_SCALARS } from "../kernels/step-scalars.ts";
import type { MEMORY } from "./lower-update.ts";
import type { ParameterLayout } from "./parameter-layout.ts";
import { VECTOR_BYTES } from "./view.ts";

/** Buffers that all plans of a network share. */
export type SharedName = "parameters" | "gradients" | (typeof MEMORY)[number] | "running" | "scalars";

/** Bytes of the buffers that all plans of a network share, by name. */
export function sharedBytes({ trained, running }: ParameterLayout): Readonly<Record<SharedName, number>> {
  const arena = trained.vectors * VECTOR_BYTES;
  return {
    parameters: arena,
    gradients: arena,
    memory0: arena,
    memory1: arena,
    running: running.vectors * VECTOR_BYTES,
    scalars: STEP_SCALARS.length * Float32Array.BYTES_PER_ELEMENT,
  };
}
