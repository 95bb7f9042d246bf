import { create } from "zustand";

const SENTENCE =
  "A part of the page could not be loaded. Check the connection, then reload the page. Images, networks and runs are kept.";

/** Why a part of the page is missing; null if none is. */
export const useMissingCode = create<{ readonly problem: string | null }>(() => ({ problem: null }));

/** Reports every file of the page that was needed and could not be loaded; the bundler sends the event. */
export function watchMissingCode(): void {
  addEventListener("vite:preloadError", () => useMissingCode.setState({ problem: SENTENCE }));
}

/** Dismisses the report. */
export function dismissMissingCode(): void {
  useMissingCode.setState({ problem: null });
}
