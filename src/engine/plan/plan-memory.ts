import type { ParameterLayout } from "./parameter-layout.ts";
import { pickSlots } from "./pick-slots.ts";
import { placeBuffers } from "./place-buffers.ts";
import type { Plan } from "./plan-builder.ts";
import { SHARED, type SharedName, sharedBytes } from "./shared-buffers.ts";

/**
 * Bytes that each dispatch takes besides its operands: on a GPU a uniform with its sizes, on the CPU its record. A
 * uniform starts at a multiple of them: no device requires a larger alignment.
 */
export const DISPATCH_BYTES = 256;

/** Bytes that all dispatches of a plan take besides its buffers. */
export function bytesOfDispatches({ dispatches }: Plan): number {
  return dispatches.length * DISPATCH_BYTES;
}

/** Shared buffers that every executor allocates, whatever its plans. */
const ALWAYS: readonly SharedName[] = ["parameters", "running"];

/** Shared buffers that a plan requires. */
export function sharedNames({ buffers }: Plan): SharedName[] {
  const used = new Set(buffers.map((spec) => (spec.kind === "shared" ? spec.name : null)));
  return SHARED.filter((name) => used.has(name) || ALWAYS.includes(name));
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Memory of the plans of one network. */
export interface MemoryNeed {
  readonly bytes: number;
  /** Bytes of the largest single buffer. */
  readonly largest: number;
}

/** Bytes that an engine needs for a plan besides its buffers and dispatches; plans of a network share them. */
export type WorkingBytes = (plan: Plan) => number;

/** Memory of several plans of one network created in this order, computed before any allocation. */
export function memoryOf(
  layout: ParameterLayout,
  plans: readonly Plan[],
  workingBytes: WorkingBytes = () => 0,
): MemoryNeed {
  const shared = [...new Set(plans.flatMap(sharedNames))].map((name) => sharedBytes(layout, name));
  const slots: number[] = [];
  for (const plan of plans) {
    const needs = placeBuffers(plan).map(({ bytes }) => bytes);
    const picked = pickSlots(slots, needs);
    slots.push(...needs.filter((_, index) => picked[index] === null));
  }
  const dispatches = plans.map(bytesOfDispatches);
  return {
    bytes: sum([...shared, ...slots, ...dispatches, Math.max(...plans.map(workingBytes))]),
    largest: Math.max(...shared, ...slots, ...dispatches),
  };
}
