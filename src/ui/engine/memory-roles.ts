import type { BlockRole, MemoryLayout } from "./memory-layout.ts";
import { phaseColour } from "./phases.ts";

const ROLE_NAMES = ["activation", "gradient", "scratch", "upload", "result", "kept"] as const;

/** Names of the roles of blocks, and their colours: those of the part of the step that writes them. */
export const ROLES: Readonly<Record<BlockRole, { readonly title: string; readonly colour: string }>> = {
  activation: { title: "values", colour: phaseColour("forward") },
  gradient: { title: "gradients", colour: phaseColour("backward") },
  scratch: { title: "scratch", colour: "var(--role-scratch)" },
  upload: { title: "uploads", colour: "var(--role-upload)" },
  result: { title: "results", colour: phaseColour("loss") },
  kept: { title: "parameters", colour: phaseColour("update") },
};

/** A role that never takes this fraction of the memory is invisible in the map. */
const VISIBLE_FRACTION = 1e-3;

/** The roles that are visible in a map. */
export function legendOf({ bands, bytes }: MemoryLayout) {
  const seen = new Set(
    bands
      .flatMap(({ blocks }) => blocks.filter((block) => block.bytes > VISIBLE_FRACTION * bytes))
      .map(({ role }) => role),
  );
  return ROLE_NAMES.filter((role) => seen.has(role)).map((role) => ROLES[role]);
}
