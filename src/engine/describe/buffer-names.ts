import type { BufferSpec, Plan } from "../plan/plan-builder.ts";

const MADE: Readonly<Record<string, string>> = {
  activation: "values made by",
  gradient: "gradient made by",
  scratch: "scratch of",
};

/** Readable names of shared buffers whose identifiers are not self-explanatory. */
const SHARED: Readonly<Record<string, string>> = {
  memory0: "optimiser memory 1",
  memory1: "optimiser memory 2",
  running: "running averages",
  scalars: "numbers of the step",
};

/** Readable name of a shared buffer. */
export function sharedName(name: string): string {
  return SHARED[name] ?? name;
}

function nameOf(spec: BufferSpec, maker: string): string {
  switch (spec.kind) {
    case "shared":
      return sharedName(spec.name);
    case "temporary":
      return `${MADE[spec.role]} ${maker}`;
    default:
      return spec.name;
  }
}

/**
 * Readable names of a plan's buffers, by id. A temporary buffer is named after the first layer that uses it.
 */
export function bufferNames({ buffers, dispatches }: Plan): readonly string[] {
  const makers = new Map<number, string>();
  for (const { operands, layer } of dispatches) {
    for (const { buffer } of Object.values(operands)) if (!makers.has(buffer)) makers.set(buffer, layer);
  }
  return buffers.map((spec, buffer) => nameOf(spec, makers.get(buffer) ?? "nobody"));
}
