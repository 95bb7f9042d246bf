import type { Phase } from "../../workers/step.protocol.ts";

/** The parts of a step in their order. */
export const PHASES: readonly Phase[] = ["forward", "loss", "backward", "update"];

/** Names of the parts of a step. */
export const PHASE_TITLES: Readonly<Record<Phase, string>> = {
  forward: "Forward",
  loss: "Loss",
  backward: "Backward",
  update: "Update",
};

/** The colour of a part of a step. */
export function phaseColour(phase: Phase): string {
  return `var(--phase-${phase})`;
}
