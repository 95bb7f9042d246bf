import type { BlockRole, MemoryLayout } from "./memory-layout.ts";
import { phaseColour } from "./phases.ts";

const ROLE_NAMES = ["activation", "gradient", "scratch", "upload", "result", "kept"] as const;

/** What the roles of blocks are called, and their colours: those of the part of the step that makes them. */
export const ROLES: Readonly<Record<BlockRole, { readonly title: string; readonly colour: string }>> = {
  activation: { title: "values", colour: phaseColour("forward") },
  gradient: { title: "gradients", colour: phaseColour("backward") },
  scratch: { title: "scratch", colour: "var(--role-scratch)" },
  upload: { title: "uploads", colour: "var(--role-upload)" },
  result: { title: "results", colour: phaseColour("loss") },
  kept: { title: "parameters", colour: phaseColour("update") },
};

/** A role that never holds this share of the memory cannot be seen in the map. */
const SEEN_SHARE = 1e-3;

/** The roles that can be seen in a map. */
export function legendOf({ bands, bytes }: MemoryLayout) {
  const seen = new Set(
    bands
      .flatMap(({ blocks }) => blocks.filter((block) => block.bytes > SEEN_SHARE * bytes))
      .map(({ role }) => role),
  );
  return ROLE_NAMES.filter((role) => seen.has(role)).map((role) => ROLES[role]);
}
