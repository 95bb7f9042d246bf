import * as v from "valibot";
import { STAGES } from "../core/recipe/recipe.ts";

const KEY = "direction-lab.step-times";
/** Maximum number of stored times; the oldest are removed first. */
const MAX_TIMES = 100;

const positive = v.pipe(v.number(), v.gtValue(0), v.finite());
const stepTime = v.strictObject({
  /** Engine and device that took the step. */
  device: v.string(),
  stage: v.picklist(STAGES),
  /** Key of the network and its batch, from `networkKey`. */
  network: v.string(),
  /** Multiplications and additions of its convolutions. */
  flops: positive,
  milliseconds: positive,
});

/** Measured time of a training step. */
export type StepTime = Readonly<v.InferOutput<typeof stepTime>>;

/** Parses stored times; damaged entries are skipped. */
export function parseStepTimes(text: string): readonly StepTime[] {
  try {
    const stored: unknown = JSON.parse(text);
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((entry: unknown) => {
      const { success, output } = v.safeParse(stepTime, entry);
      return success ? [output] : [];
    });
  } catch {
    // Damaged as a whole: the steps are timed again.
    return [];
  }
}

/** The stored times of earlier visits. */
export function storedStepTimes(): readonly StepTime[] {
  try {
    return parseStepTimes(localStorage.getItem(KEY) ?? "[]");
  } catch {
    // Without storage, the steps are timed in every visit.
    return [];
  }
}

/** Stores the times for later visits. */
export function storeStepTimes(times: readonly StepTime[]): void {
  localStorage.setItem(KEY, JSON.stringify(times));
}

/** These times and newer ones, which replace those of the same networks. */
export function withStepTimes(times: readonly StepTime[], newer: readonly StepTime[]): readonly StepTime[] {
  const isReplaced = ({ device, network }: StepTime) =>
    newer.some((other) => other.device === device && other.network === network);
  return [...times.filter((time) => !isReplaced(time)), ...newer].slice(-MAX_TIMES);
}
