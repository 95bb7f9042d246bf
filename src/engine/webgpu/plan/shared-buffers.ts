import { STEP_SCALARS } from "../ir/step-scalars.ts";
import { VECTOR_BYTES } from "../ir/view.ts";
import type { ParameterLayout } from "./parameter-layout.ts";

/** The optimiser's own arenas, as long as that of the parameters. */
export const MEMORY = ["memory0", "memory1"] as const;

/** Buffers that all plans of a network share: those that outlive a step. */
export const SHARED = [
  "parameters",
  "running",
  "scalars",
  "gradients",
  /** Summed gradients of the parts of a batch that is taken in parts. */
  "accumulated",
  ...MEMORY,
] as const;

export type SharedName = (typeof SHARED)[number];

/** Bytes of a shared buffer of a network. */
export function sharedBytes({ trained, running }: ParameterLayout, name: SharedName): number {
  if (name === "scalars") return STEP_SCALARS.length * Float32Array.BYTES_PER_ELEMENT;
  return (name === "running" ? running : trained).vectors * VECTOR_BYTES;
}
