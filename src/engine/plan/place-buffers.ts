import type { BufferId } from "./ir/dispatch.ts";
import type { Plan } from "./plan-builder.ts";

/** A memory slot, shared by buffers of a plan with disjoint lifetimes. */
export interface MemorySlot {
  readonly bytes: number;
  readonly buffers: readonly BufferId[];
  /** Lifetimes of the buffers, in the same order. */
  readonly lifetimes: readonly Lifetime[];
}

/**
 * Indices of the first and last dispatch that use a buffer. Uploads are alive before the first dispatch (-1),
 * results until after the last.
 */
export interface Lifetime {
  readonly first: number;
  readonly last: number;
}

function lifetimesOf({ buffers, dispatches }: Plan): ReadonlyMap<BufferId, Lifetime> {
  const lifetimes = new Map<BufferId, { first: number; last: number }>();
  dispatches.forEach(({ operands }, index) => {
    for (const { buffer } of Object.values(operands)) {
      const lifetime = lifetimes.get(buffer);
      if (lifetime) lifetime.last = index;
      else lifetimes.set(buffer, { first: index, last: index });
    }
  });
  for (const [buffer, lifetime] of lifetimes) {
    const { kind } = buffers[buffer];
    if (kind === "upload") lifetime.first = -1;
    if (kind === "result") lifetime.last = dispatches.length;
  }
  return lifetimes;
}

const overlap = (a: Lifetime, b: Lifetime) => a.first <= b.last && b.first <= a.last;

/**
 * Assigns each buffer of a plan to a memory slot. Buffers with disjoint lifetimes can share one: first fit,
 * largest buffer first. Shared buffers are allocated separately.
 */
export function placeBuffers(plan: Plan): readonly MemorySlot[] {
  const lifetimes = lifetimesOf(plan);
  const sized = plan.buffers.flatMap((spec, buffer) => {
    const lifetime = lifetimes.get(buffer);
    return spec.kind === "shared" || !lifetime ? [] : [{ buffer, bytes: spec.bytes, lifetime }];
  });
  const slots: { bytes: number; buffers: BufferId[]; lifetimes: Lifetime[] }[] = [];
  for (const { buffer, bytes, lifetime } of sized.sort((a, b) => b.bytes - a.bytes || a.buffer - b.buffer)) {
    const free = slots.find((slot) => !slot.lifetimes.some((other) => overlap(other, lifetime)));
    if (free) {
      free.buffers.push(buffer);
      free.lifetimes.push(lifetime);
    } else slots.push({ bytes, buffers: [buffer], lifetimes: [lifetime] });
  }
  return slots;
}
