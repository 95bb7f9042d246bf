import { create } from "zustand";

/** The step under the pointer on the time axis of the curves, shared by all charts; null without one. */
export const useCrosshair = create<{ readonly step: number | null }>(() => ({ step: null }));

/** Moves the crosshair of all charts. */
export function pointAtStep(step: number | null): void {
  useCrosshair.setState({ step });
}
