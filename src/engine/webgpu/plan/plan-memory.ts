import type { ParameterLayout } from "./parameter-layout.ts";
import { pickPlaces } from "./pick-places.ts";
import { placeBuffers } from "./place-buffers.ts";
import type { Plan } from "./plan-builder.ts";
import { SHARED, type SharedName, sharedBytes } from "./shared-buffers.ts";

/** Uniforms are bound at multiples of this many bytes, which every WebGPU device allows. */
export const UNIFORM_ALIGNMENT = 256;

/** Bytes of the sizes of all dispatches of a plan. */
export function uniformBytes({ dispatches }: Plan): number {
  return dispatches.length * UNIFORM_ALIGNMENT;
}

/** Every executor holds these, whatever its plans are. */
const ALWAYS: readonly SharedName[] = ["parameters", "running"];

/** The shared buffers that exist once a plan was made. */
export function sharedNames({ buffers }: Plan): SharedName[] {
  const used = new Set(buffers.map((spec) => (spec.kind === "shared" ? spec.name : null)));
  return SHARED.filter((name) => used.has(name) || ALWAYS.includes(name));
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** What the plans of one network need on the device. */
export interface MemoryNeed {
  readonly bytes: number;
  /** Of the largest single buffer. */
  readonly largest: number;
}

/** Memory of several plans of one network that are made in this order, before any of it is allocated. */
export function memoryOf(layout: ParameterLayout, plans: readonly Plan[]): MemoryNeed {
  const shared = [...new Set(plans.flatMap(sharedNames))].map((name) => sharedBytes(layout, name));
  const places: number[] = [];
  for (const plan of plans) {
    const needs = placeBuffers(plan).map(({ bytes }) => bytes);
    const picked = pickPlaces(places, needs);
    places.push(...needs.filter((_, index) => picked[index] === null));
  }
  const uniforms = plans.map(uniformBytes);
  return {
    bytes: sum([...shared, ...places, ...uniforms]),
    largest: Math.max(...shared, ...places, ...uniforms),
  };
}
