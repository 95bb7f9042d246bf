import type { BufferSpec, Plan } from "../plan/plan-builder.ts";

const ROLE_NAMES: Readonly<Record<string, string>> = {
  activation: "activations of",
  gradient: "gradient of",
  scratch: "scratch of",
};

/** Readable names of shared buffers whose identifiers are not self-explanatory. */
const SHARED: Readonly<Record<string, string>> = {
  memory0: "optimiser state 1",
  memory1: "optimiser state 2",
  running: "running averages",
  scalars: "step scalars",
};

/** Readable name of a shared buffer. */
export function sharedName(name: string): string {
  return SHARED[name] ?? name;
}

function nameOf(spec: BufferSpec, layer: string): string {
  switch (spec.kind) {
    case "shared":
      return sharedName(spec.name);
    case "temporary":
      return `${ROLE_NAMES[spec.role]} ${layer}`;
    default:
      return spec.name;
  }
}

/**
 * Readable names of a plan's buffers, by id. A temporary buffer is named after the first layer that uses it.
 */
export function bufferNames({ buffers, dispatches }: Plan): readonly string[] {
  const firstLayers = new Map<number, string>();
  for (const { operands, layer } of dispatches) {
    for (const { buffer } of Object.values(operands))
      if (!firstLayers.has(buffer)) firstLayers.set(buffer, layer);
  }
  return buffers.map((spec, buffer) => nameOf(spec, firstLayers.get(buffer) ?? "unused"));
}
