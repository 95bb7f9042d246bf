import { create } from "zustand";
import { formatTime } from "../core/format-time.ts";
import { NETWORKS, networksOf, STAGES, type Stage } from "../core/recipe/recipe.ts";
import { STARTS, type StartName } from "../core/starts/starts.ts";

/** Origin of the weights of a stage: a run, identified by its start (ms since 1970), a file, or the page itself. */
export type Origin =
  | { readonly kind: "run"; readonly startedAt: number }
  | { readonly kind: "import"; readonly file: string }
  | { readonly kind: "start"; readonly name: StartName };

/** Origin of the weights of each stage; stages without weights are absent. */
export type Origins = Readonly<Partial<Record<Stage, Origin>>>;

/** Origins of the trained networks. */
export const useOriginsStore = create<{ readonly origins: Origins }>(() => ({ origins: {} }));

/** Origins after these stages have been replaced. Joint training writes to both of its networks. */
export function withOrigin(origins: Origins, stages: readonly Stage[], origin: Origin): Origins {
  const all = new Set<Stage>(stages.flatMap((stage) => [stage, ...networksOf(stage)]));
  return { ...origins, ...Object.fromEntries([...all].map((stage) => [stage, origin])) };
}

/** Name of a built-in start, e.g. `the built-in start for nuclei in fluorescence`. */
const startText = (name: StartName) => `the built-in start for ${STARTS[name].suits}`;

/** Name of an origin, e.g. `the run of 03:08:59`, `the file weights.zip`. */
export function describeOrigin(origin: Origin, now: number): string {
  if (origin.kind === "start") return startText(origin.name);
  return origin.kind === "run"
    ? `the run of ${formatTime(origin.startedAt, now, true)}`
    : `the file ${origin.file}`;
}

/** The origin of weights for a file that outlives this visit: with the full time, or the quoted file name. */
export function originText(origin: Origin): string {
  if (origin.kind === "start") return `from ${startText(origin.name)}`;
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
  if (imported?.kind === "start") return startText(imported.name);
  return imported?.kind === "import" ? `the networks of ${imported.file}` : "the earlier networks";
}
