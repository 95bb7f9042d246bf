import { create } from "zustand";
import type { KeptPlace } from "../workers/kept.protocol.ts";

interface KeptState {
  /** Where trained networks are kept; null until that is known. */
  readonly place: KeptPlace | null;
  /** What of an earlier visit could not be used. */
  readonly problems: readonly string[];
  /** Why the networks could not be written last. */
  readonly failure: string | null;
  /** What became of a run that was under way when the page was left. */
  readonly interrupted: string | null;
  /** Grows with every change of the trained networks; 0 while there are none of this visit. */
  readonly revision: number;
  /** The revision that was kept last, and the one that was exported last. */
  readonly storedRevision: number;
  readonly exportedRevision: number;
}

/** Whether the trained networks would survive if the page were closed now. */
export const useKeptStore = create<KeptState>(() => ({
  place: null,
  problems: [],
  failure: null,
  interrupted: null,
  revision: 0,
  storedRevision: 0,
  exportedRevision: 0,
}));

const { getState, setState } = useKeptStore;

let opening: Promise<void> = Promise.resolve();

/** Names the work that brings the networks of an earlier visit back. */
export function openWith(work: Promise<void>): Promise<void> {
  opening = work;
  return opening;
}

/** Resolves when the networks of an earlier visit are back: what comes before would be replaced by them. */
export function whenOpened(): Promise<void> {
  return opening;
}

/** Notes that the networks have changed. */
export function networksChanged(): void {
  setState(({ revision }) => ({ revision: revision + 1 }));
}

/** Notes that the person has the networks of now as a file. */
export function networksExported(revision: number): void {
  setState({ exportedRevision: revision });
}

/** Whether there are networks that are nowhere but in this page. */
export function hasUnkept(): boolean {
  const { revision, storedRevision, exportedRevision } = getState();
  return revision > Math.max(storedRevision, exportedRevision);
}

/** Puts away what was said about an earlier visit. */
export function dismissProblems(): void {
  setState({ problems: [] });
}
