import * as v from "valibot";
import type { Choices } from "../../plan/choice.ts";

/** Tuned choices for one network on one adapter. Plain JSON, stored by the page. */
export interface Tuning {
  readonly version: 1;
  /** Key from `adapterKey`. */
  readonly adapter: string;
  /** Key of the network and the size of its batches. */
  readonly network: string;
  readonly choices: Choices;
}

/** Maximum number of stored tunings; the oldest are removed first. */
const MAX_TUNINGS = 50;

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

/** Parses stored tunings; corrupt entries and unknown versions are skipped. */
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

/**
 * Adds a tuning, replacing an older one of the same network and adapter. A tuning without choices only
 * removes the older one.
 */
export function withTuning(tunings: readonly Tuning[], added: Tuning): Tuning[] {
  const isOld = isFor(added.adapter, added.network);
  const others = tunings.filter((tuning) => !isOld(tuning));
  const all = Object.keys(added.choices).length === 0 ? others : [...others, added];
  return all.slice(-MAX_TUNINGS);
}
