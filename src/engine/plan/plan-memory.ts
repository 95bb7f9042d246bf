import type { ParameterLayout } from "./parameter-layout.ts";
import { pickSlots } from "./pick-slots.ts";
import { placeBuffers } from "./place-buffers.ts";
import type { Plan } from "./plan-builder.ts";
import { SHARED, type SharedName, sharedBytes } from "./shared-buffers.ts";

/**
 * Bytes that a dispatch takes besides its operands: on a GPU an aligned uniform with its sizes, on the CPU its
 * record.
 */
export const UNIFORM_ALIGNMENT = 256;

/** Bytes of the uniforms, or records, of all dispatches of a plan. */
export function uniformBytes({ dispatches }: Plan): number {
  return dispatches.length * UNIFORM_ALIGNMENT;
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

/** Memory of several plans of one network created in this order, computed before any allocation. */
export function memoryOf(layout: ParameterLayout, plans: readonly Plan[]): MemoryNeed {
  const shared = [...new Set(plans.flatMap(sharedNames))].map((name) => sharedBytes(layout, name));
  const slots: number[] = [];
  for (const plan of plans) {
    const needs = placeBuffers(plan).map(({ bytes }) => bytes);
    const picked = pickSlots(slots, needs);
    slots.push(...needs.filter((_, index) => picked[index] === null));
  }
  const uniforms = plans.map(uniformBytes);
  return {
    bytes: sum([...shared, ...slots, ...uniforms]),
    largest: Math.max(...shared, ...slots, ...uniforms),
  };
}
