import { create } from "zustand";
import { formatTime } from "../core/format-time.ts";
import { NETWORKS, networksOf, STAGES, type Stage } from "../core/recipe/recipe.ts";

/** Origin of the weights of a stage: a run, identified by its start (ms since 1970), or a file. */
export type Origin =
  | { readonly kind: "run"; readonly startedAt: number }
  | { readonly kind: "import"; readonly file: string };

/** Origin of the weights of each stage; stages without weights are absent. */
export type Origins = Readonly<Partial<Record<Stage, Origin>>>;

/** Origins of the trained networks. */
export const useOriginsStore = create<{ readonly origins: Origins }>(() => ({ origins: {} }));

/** Origins after these stages have been replaced. Joint training writes to both of its networks. */
export function withOrigin(origins: Origins, stages: readonly Stage[], origin: Origin): Origins {
  const all = new Set<Stage>(stages.flatMap((stage) => [stage, ...networksOf(stage)]));
  return { ...origins, ...Object.fromEntries([...all].map((stage) => [stage, origin])) };
}

/** Name of an origin, e.g. `the run of 03:08:59`, `the file weights.zip`. */
export function describeOrigin(origin: Origin, now: number): string {
  return origin.kind === "run"
    ? `the run of ${formatTime(origin.startedAt, now, true)}`
    : `the file ${origin.file}`;
}

/** The origin of weights for a file that outlives this visit: with the full time, or the quoted file name. */
export function originText(origin: Origin): string {
  return origin.kind === "run"
    ? `from the run that began at ${new Date(origin.startedAt).toISOString()}`
    : `imported from ${JSON.stringify(origin.file)}`;
}

/** Networks by origin, in the order of the pipeline. */
export function groupByOrigin(origins: Origins): readonly (readonly [Origin, readonly Stage[]])[] {
  const groups = new Map<string, [Origin, Stage[]]>();
  for (const stage of NETWORKS) {
    const origin = origins[stage];
    if (!origin) continue;
    const key = JSON.stringify(origin);
    const group = groups.get(key);
    if (group) group[1].push(stage);
    else groups.set(key, [origin, [stage]]);
  }
  return [...groups.values()];
}

/**
 * Name of a set of networks: `the networks of 03:08`, after the last run that trained one of them, or after a
 * file.
 */
export function describeSet(origins: Origins, now: number): string {
  const all = STAGES.flatMap((stage) => origins[stage] ?? []);
  const runs = all.flatMap((origin) => (origin.kind === "run" ? [origin.startedAt] : []));
  if (runs.length > 0) return `the networks of ${formatTime(Math.max(...runs), now)}`;
  const [imported] = all;
  return imported?.kind === "import" ? `the networks of ${imported.file}` : "the earlier networks";
}
