import type { StepDescription } from "../../workers/step.protocol.ts";

type Tenant = StepDescription["slots"][number]["tenants"][number];

/** Role of a block in the map; `kept` persists from step to step. */
export type BlockRole = Tenant["role"] | "kept";

/** A buffer in the map: its width is its lifetime, its height its bytes. */
export interface Block {
  /** Id of the buffer; null for persistent memory. */
  readonly id: number | null;
  readonly buffer: string;
  readonly role: BlockRole;
  readonly bytes: number;
  /** First and last dispatch that access it; -1 before the step, the number of dispatches after it. */
  readonly first: number;
  readonly last: number;
}

/** A place in memory: a band of the map. */
export interface Band {
  /** Bytes above it. */
  readonly top: number;
  readonly bytes: number;
  readonly blocks: readonly Block[];
}

/**
 * Layout of the map: dispatches from left to right, with a column before the first and one after the last;
 * bytes from top to bottom.
 */
export interface MemoryLayout {
  readonly bands: readonly Band[];
  readonly dispatches: number;
  readonly bytes: number;
}

/** Arranges the memory of a step: reused memory above, persistent memory below, the largest first. */
export function layOutMemory({ slots, arenas, rows, bytes }: StepDescription): MemoryLayout {
  const dispatches = rows.length;
  const kept = arenas
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => ({
      bytes,
      blocks: [{ id: null, buffer: name, role: "kept" as const, bytes, first: -1, last: dispatches }],
    }));
  const bands: Band[] = [];
  let top = 0;
  for (const { bytes, blocks } of [...slots.map((slot) => ({ ...slot, blocks: slot.tenants })), ...kept]) {
    bands.push({ top, bytes, blocks });
    top += bytes;
  }
  return { bands, dispatches, bytes };
}

/** A dispatch (or -1, or the number of dispatches) and the index of a band. */
export interface MapPlace {
  readonly dispatch: number;
  readonly band: number;
}

/** The place at fractions 0..1 of the map's width and height. */
export function placeAt({ bands, dispatches, bytes }: MemoryLayout, x: number, y: number): MapPlace {
  const dispatch = Math.min(dispatches, Math.max(-1, Math.floor(x * (dispatches + 2)) - 1));
  const below = bands.findIndex(({ top }) => top > y * bytes);
  return { dispatch, band: below < 0 ? bands.length - 1 : Math.max(0, below - 1) };
}

/** The block of a band at a dispatch; null if it is free. */
export function blockAt({ bands }: MemoryLayout, { dispatch, band }: MapPlace): Block | null {
  return bands[band]?.blocks.find(({ first, last }) => first <= dispatch && dispatch <= last) ?? null;
}

/** Bytes in use at a dispatch. */
export function bytesInUse(layout: MemoryLayout, dispatch: number): number {
  return layout.bands.reduce((sum, _, band) => sum + (blockAt(layout, { dispatch, band })?.bytes ?? 0), 0);
}

const MOVES: Readonly<Record<string, readonly [right: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Step of the arrow keys with Shift held, in dispatches. */
const LARGE_STEP = 10;

/** The place after a key, or null if the key has no function here. */
export function placeAfterKey(
  { bands, dispatches }: MemoryLayout,
  place: MapPlace | null,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
): MapPlace | null {
  const move = MOVES[key];
  if (!move) return null;
  if (!place) return { dispatch: 0, band: 0 };
  const [right, down] = move;
  return {
    dispatch: Math.min(dispatches, Math.max(-1, place.dispatch + right * (shiftKey ? LARGE_STEP : 1))),
    band: Math.min(bands.length - 1, Math.max(0, place.band + down)),
  };
}
