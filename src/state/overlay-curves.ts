import { create } from "zustand";
import { type RunSeries, runSeries } from "../core/curves/run-series.ts";
import { sentenceOf } from "../core/errors.ts";
import type { ListedRun } from "../core/runs/listed-run.ts";
import { createCurvesClient } from "../workers/curves.client.ts";
import type { CurvesCalls } from "../workers/curves.protocol.ts";
import type { Remote } from "../workers/rpc.ts";
import { isActive, runLog, useRunStore } from "./run.ts";

/** The curves of a selected run, as far as they have been read. */
export type CurvesOfRun =
  | { readonly kind: "reading" }
  | { readonly kind: "read"; readonly series: readonly RunSeries[] }
  | { readonly kind: "damaged"; readonly reason: string };

interface ReadCurves {
  /** Changes with the stored curves. */
  readonly version: string;
  readonly curves: CurvesOfRun;
}

/** Curves that were read in this visit, by the id of their run. */
export const useOverlayCurves = create<{ readonly byRun: ReadonlyMap<string, ReadCurves> }>(() => ({
  byRun: new Map(),
}));

const { getState, setState } = useOverlayCurves;

let client: Remote<CurvesCalls> | null = null;

function curvesWorker(): Remote<CurvesCalls> {
  client ??= createCurvesClient(() => {
    client = null;
  });
  return client;
}

const versionOf = ({ files, kind }: ListedRun) =>
  `${kind} ${files.map(({ name, bytes }) => `${name} ${bytes}`).join(" ")}`;

function keep(id: string, read: ReadCurves): void {
  setState(({ byRun }) => ({ byRun: new Map(byRun).set(id, read) }));
}

/** Whether a run is in training in this tab, so that its newest rows are in `runLog`. */
export function isInTraining(id: string): boolean {
  const { runId, phase } = useRunStore.getState();
  return runId === id && isActive(phase);
}

/** The rows so far of the run in training in this tab, as curves. */
export function seriesInTraining({ record }: ListedRun): readonly RunSeries[] {
  const stages = new Set(record?.stageRecords.map(({ stage }) => stage));
  // Other stages in the log are of earlier runs.
  return runSeries(runLog.added.filter(({ stage }) => stages.has(stage)));
}

/** Reads the stored curves of these runs, unless they have been read since they were last written. */
export function readOverlayCurves(runs: readonly ListedRun[]): void {
  for (const run of runs) {
    const { id } = run;
    const version = versionOf(run);
    const before = getState().byRun.get(id);
    if (isInTraining(id) || before?.version === version) continue;
    // What was read before stays on the page until the new curves arrive.
    keep(id, { version, curves: before?.curves.kind === "read" ? before.curves : { kind: "reading" } });
    const finish = (curves: CurvesOfRun) => {
      if (getState().byRun.get(id)?.version === version) keep(id, { version, curves });
    };
    curvesWorker()
      .call("read", { id })
      .then(
        (series) => finish({ kind: "read", series }),
        (error: unknown) => finish({ kind: "damaged", reason: sentenceOf(error) }),
      );
  }
}

/** Curves as a table in CSV. */
export function curvesTable(table: CurvesCalls["csv"]["args"]): Promise<string> {
  return curvesWorker().call("csv", table);
}
