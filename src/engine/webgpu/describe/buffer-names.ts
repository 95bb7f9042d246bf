import type { BufferSpec, Plan } from "../plan/plan-builder.ts";

const MADE: Readonly<Record<string, string>> = {
  activation: "values made by",
  gradient: "gradient made by",
  scratch: "scratch of",
};

/** The shared buffers' names where they need words. */
const SHARED: Readonly<Record<string, string>> = {
  memory0: "optimiser memory 1",
  memory1: "optimiser memory 2",
  running: "running averages",
  scalars: "numbers of the step",
};

/** A shared buffer in words. */
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

/** The buffers of a plan in words, by id: a temporary one is named after the layer that touches it first. */
export function bufferNames({ buffers, dispatches }: Plan): readonly string[] {
  const makers = new Map<number, string>();
  for (const { operands, layer } of dispatches) {
    for (const { buffer } of Object.values(operands)) if (!makers.has(buffer)) makers.set(buffer, layer);
  }
  return buffers.map((spec, buffer) => nameOf(spec, makers.get(buffer) ?? "nobody"));
}
