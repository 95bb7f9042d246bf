import * as v from "valibot";
import type { Choices } from "../plan/choice.ts";

/** What was chosen for one network on one adapter. Plain JSON, kept by the page. */
export interface Tuning {
  readonly version: 1;
  /** As `adapterKey` names it. */
  readonly adapter: string;
  /** Names the network and the size of its batches. */
  readonly network: string;
  readonly choices: Choices;
}

/** Kept at most; the oldest go first. */
const MOST_TUNINGS = 50;

const whole = (low: number, high: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(low), v.maxValue(high));
const tile = { pixels: whole(1, 16), vectors: whole(1, 4) };
const choice = v.variant("kind", [
  v.strictObject({ kind: v.picklist(["direct", "shared"]), ...tile }),
  v.strictObject({ kind: v.literal("splitK"), ...tile, parts: whole(2, 64) }),
  v.strictObject({
    kind: v.literal("weights"),
    inVectors: whole(1, 4),
    outVectors: whole(1, 4),
    pixels: whole(1, 2),
    threads: whole(1, 2 ** 20),
  }),
]);
const tuning = v.strictObject({
  version: v.literal(1),
  adapter: v.string(),
  network: v.string(),
  choices: v.record(v.string(), choice),
});

/** Those of stored tunings that this version understands; damaged and unknown ones are left out. */
export function parseTunings(stored: unknown): Tuning[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((entry: unknown) => {
    const { success, output } = v.safeParse(tuning, entry);
    return success ? [output] : [];
  });
}

const isFor = (adapter: string, network: string) => (tuning: Tuning) =>
  tuning.adapter === adapter && tuning.network === network;

/** The choices for a network on an adapter; null when it was not tuned there. */
export function choicesFor(tunings: readonly Tuning[], adapter: string, network: string): Choices | null {
  return tunings.find(isFor(adapter, network))?.choices ?? null;
}

/** The tunings with a new one, in place of an older one of the same network and adapter. Without choices it is gone. */
export function withTuning(tunings: readonly Tuning[], added: Tuning): Tuning[] {
  const isOld = isFor(added.adapter, added.network);
  const others = tunings.filter((tuning) => !isOld(tuning));
  const all = Object.keys(added.choices).length === 0 ? others : [...others, added];
  return all.slice(-MOST_TUNINGS);
}
