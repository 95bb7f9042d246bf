import type { OptimiserKind } from "../../core/recipe/optimisers.ts";
import { OPTIMISER_SPECS } from "../optimisers/optimiser-specs.ts";
import { STEP_SCALARS } from "./ir/step-scalars.ts";
import { VECTOR_BYTES } from "./ir/view.ts";
import type { ParameterLayout } from "./parameter-layout.ts";

/** Arenas of optimiser state, as long as the parameter arena. */
const MEMORY = ["memory0", "memory1"] as const;

/** Buffers shared by all plans of a network, which outlive a step. */
export const SHARED = [
  "parameters",
  "running",
  "scalars",
  "gradients",
  /** Gradients accumulated over micro-batches. */
  "accumulated",
  ...MEMORY,
] as const;

export type SharedName = (typeof SHARED)[number];

/** The optimiser state arenas of an optimiser. */
export function stateNames(kind: OptimiserKind): readonly SharedName[] {
  return MEMORY.slice(0, OPTIMISER_SPECS[kind].state.length);
}

/** Bytes of a shared buffer of a network. */
export function sharedBytes({ trained, running }: ParameterLayout, name: SharedName): number {
  if (name === "scalars") return STEP_SCALARS.length * Float32Array.BYTES_PER_ELEMENT;
  return (name === "running" ? running : trained).vectors * VECTOR_BYTES;
}
