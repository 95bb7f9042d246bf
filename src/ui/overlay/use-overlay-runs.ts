import { useEffect, useMemo } from "react";
import type { ListedRun } from "../../core/runs/listed-run.ts";
import { useOverlay } from "../../state/overlay.ts";
import {
  isInTraining,
  readOverlayCurves,
  seriesInTraining,
  useOverlayCurves,
} from "../../state/overlay-curves.ts";
import { useRunStore } from "../../state/run.ts";
import { useRunsStore } from "../../state/runs.ts";
import { useThrottled } from "../curves/useThrottled.ts";
import { type OverlayRuns, overlayRuns } from "./overlay-runs.ts";

/** Curves of a run in training change in every step. */
const MILLISECONDS_BETWEEN_DRAWINGS = 1000;

/** The selected runs with their curves, which are read as needed. */
export function useOverlayRuns(): OverlayRuns {
  const runs = useRunsStore((state) => state.runs);
  const selection = useRunsStore((state) => state.selection);
  const byRun = useOverlayCurves((state) => state.byRun);
  const bands = useOverlay((state) => state.bands);
  const selected = useMemo(() => runs.filter(({ id }) => selection.has(id)), [runs, selection]);
  const training = selected.find(({ id }) => isInTraining(id)) ?? null;
  const revision = useThrottled(
    useRunStore(({ logRevision }) => (training ? logRevision : 0)),
    MILLISECONDS_BETWEEN_DRAWINGS,
  );
  useEffect(() => readOverlayCurves(selected), [selected]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the log changes with its revision
  const live = useMemo(
    () => (training ? { kind: "read" as const, series: seriesInTraining(training) } : null),
    [training, revision],
  );
  return useMemo(() => {
    const curvesOf = ({ id }: ListedRun) =>
      live && id === training?.id ? live : (byRun.get(id)?.curves ?? null);
    return overlayRuns(selected, curvesOf, bands);
  }, [selected, byRun, bands, live, training]);
}
