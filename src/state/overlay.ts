import { create } from "zustand";
import type { CurveMeasure } from "../core/curves/curve-measures.ts";
import type { XAxis } from "../core/curves/run-series.ts";
import type { Stage } from "../core/recipe/recipe.ts";

/** Part of the horizontal axis that is shown, in its unit. */
export type Zoom = readonly [low: number, high: number];

interface OverlayState {
  /** Whether the view of the runs shows their curves instead of the table. */
  readonly isOpen: boolean;
  readonly axis: XAxis;
  /** The only stage that is drawn; null for all. */
  readonly stage: Stage | null;
  readonly logX: boolean;
  readonly logY: boolean;
  /** Weight of the average that smooths noisy curves; 0 for none. */
  readonly smoothing: number;
  /** Whether runs that differ only in their seed are drawn as their mean and spread. */
  readonly bands: boolean;
  /** Keys of the selected runs and groups that are not drawn for now. */
  readonly hidden: ReadonlySet<string>;
  /** Charts that the user has opened or closed; the others are open if a run has their measure. */
  readonly charts: Readonly<Partial<Record<CurveMeasure, boolean>>>;
  /** Null for the whole axis. */
  readonly zoom: Zoom | null;
  /** Key of the run or group that stands out from the others. */
  readonly emphasised: string | null;
}

/** How the selected runs are drawn over each other. */
export const useOverlay = create<OverlayState>(() => ({
  isOpen: false,
  axis: "step",
  stage: null,
  logX: false,
  logY: false,
  smoothing: 0.9,
  bands: true,
  hidden: new Set(),
  charts: {},
  zoom: null,
  emphasised: null,
}));

const { setState } = useOverlay;

/** Shows the curves of the selected runs, or the table of all runs. */
export function openOverlay(isOpen: boolean): void {
  setState({ isOpen });
}

/** Chooses the horizontal axis, whose unit the zoom had. */
export function chooseAxis(axis: XAxis): void {
  setState({ axis, zoom: null });
  pointAt(null);
}

/** Chooses the only stage to be drawn; null for all. */
export function chooseOverlayStage(stage: Stage | null): void {
  setState({ stage, zoom: null });
  pointAt(null);
}

/** Changes the scale of an axis, the smoothing or the bands. */
export function changeOverlay(
  change: Partial<Pick<OverlayState, "logX" | "logY" | "smoothing" | "bands">>,
): void {
  setState(change);
}

/** Draws a run or a group again, or hides it. */
export function showInOverlay(key: string, isShown: boolean): void {
  setState(({ hidden }) => {
    const changed = new Set(hidden);
    if (isShown) changed.delete(key);
    else changed.add(key);
    return { hidden: changed };
  });
}

/** Opens or closes a chart. */
export function showChart(measure: CurveMeasure, isOpen: boolean): void {
  setState(({ charts }) => ({ charts: { ...charts, [measure]: isOpen } }));
}

/** Shows a part of the horizontal axis; null for the whole. */
export function zoomTo(zoom: Zoom | null): void {
  setState({ zoom });
}

/** Makes a run or group stand out; null for none. */
export function emphasise(key: string | null): void {
  setState({ emphasised: key });
}

/** The place of the hover line on the horizontal axis of all charts, in its unit; null without one. */
export const useHoverLine = create<{ readonly at: number | null }>(() => ({ at: null }));

/** Moves the hover line of all charts. */
export function pointAt(at: number | null): void {
  useHoverLine.setState({ at });
}
