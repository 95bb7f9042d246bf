import type { DrawnRun } from "../../core/curves/chart-lines.ts";
import { groupLabel, groupName } from "../../core/curves/group-name.ts";
import type { RunSeries } from "../../core/curves/run-series.ts";
import { type ListedRun, startOf } from "../../core/runs/listed-run.ts";
import type { RunRecord } from "../../core/runs/run-record.ts";
import { groupBySeed } from "../../core/sweep/group-by-seed.ts";
import type { CurvesOfRun } from "../../state/overlay-curves.ts";

/** A run that cannot be drawn now. */
export interface UndrawnRun {
  readonly run: ListedRun;
  /** Why not, as a sentence; null while its curves are being read. */
  readonly reason: string | null;
}

/** A selected run, or a group of them. */
export interface OverlayRun extends DrawnRun {
  /** Ids and names of its runs. */
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** The selected runs as they are drawn. */
export interface OverlayRuns {
  readonly drawn: readonly OverlayRun[];
  readonly undrawn: readonly UndrawnRun[];
  /** Whether some of the runs differ only in their seed. */
  readonly hasGroups: boolean;
}

type ReadRun = RunRecord & { readonly series: readonly RunSeries[] };

const WITHOUT_CURVES =
  "It has no curves yet: it ended before its first step, or its first step is still to come.";

/** Sorts selected runs, the oldest first, into those that can be drawn and the others. */
function sortOut(runs: readonly ListedRun[], curvesOf: (run: ListedRun) => CurvesOfRun | null) {
  const read: ReadRun[] = [];
  const undrawn: UndrawnRun[] = [];
  for (const run of runs.toSorted((a, b) => startOf(a) - startOf(b))) {
    const curves = curvesOf(run);
    if (run.record === null) undrawn.push({ run, reason: run.kind === "damaged" ? run.reason : null });
    else if (curves === null || curves.kind === "reading") undrawn.push({ run, reason: null });
    else if (curves.kind === "damaged") undrawn.push({ run, reason: curves.reason });
    else if (curves.series.length === 0) undrawn.push({ run, reason: WITHOUT_CURVES });
    else read.push({ ...run.record, series: curves.series });
  }
  return { read, undrawn };
}

/**
 * The selected runs as they are drawn, the oldest first. A group has the colour of its first run.
 * @param hasBands whether runs that differ only in their seed are drawn as their mean and spread
 */
export function overlayRuns(
  runs: readonly ListedRun[],
  curvesOf: (run: ListedRun) => CurvesOfRun | null,
  hasBands: boolean,
): OverlayRuns {
  const { read, undrawn } = sortOut(runs, curvesOf);
  const groups = groupBySeed(read);
  const hasGroups = groups.some((group) => group.runs.length > 1);
  const together = hasBands ? groups.map((group) => group.runs) : read.map((run) => [run]);
  const drawn = together.map((own) => {
    const [{ id, name, colour }] = own;
    const isGroup = own.length > 1;
    const names = own.map((one) => one.name);
    return {
      key: isGroup ? `group ${id}` : id,
      name: isGroup ? groupName(names) : name,
      label: isGroup ? groupLabel(names) : name,
      colour,
      members: own.map(({ series }) => series),
      ids: own.map((one) => one.id),
      names,
    };
  });
  return { drawn, undrawn, hasGroups };
}
