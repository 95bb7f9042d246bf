import { create } from "zustand";
import type { KeptPlace } from "../workers/kept.protocol.ts";
import type { InterruptionText } from "./describe-interrupted-run.ts";

interface KeptState {
  /** Where trained networks are kept; null until known. */
  readonly place: KeptPlace | null;
  /** Parts of an earlier visit that could not be used. */
  readonly problems: readonly string[];
  /** Why the last write of the networks failed. */
  readonly failure: string | null;
  /** Description of a run that was in progress when the page was left. */
  readonly interrupted: InterruptionText | null;
  /** Incremented with every change of the trained networks; 0 if there are none of this visit. */
  readonly revision: number;
  /** The revision kept last, and the one exported last. */
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

/** Registers the promise that restores the networks of an earlier visit. */
export function openWith(work: Promise<void>): Promise<void> {
  opening = work;
  return opening;
}

/**
 * Resolves when the networks of an earlier visit are restored, which would replace anything trained before.
 */
export function whenOpened(): Promise<void> {
  return opening;
}

/** Records that the networks have changed. */
export function networksChanged(): void {
  setState(({ revision }) => ({ revision: revision + 1 }));
}

/** Records that the user has exported the networks of this revision. */
export function networksExported(revision: number): void {
  setState({ exportedRevision: revision });
}

/** Whether some networks exist only in this page. */
export function hasUnkept(): boolean {
  const { revision, storedRevision, exportedRevision } = getState();
  return revision > Math.max(storedRevision, exportedRevision);
}

/** Dismisses the messages about an earlier visit. */
export function dismissProblems(): void {
  setState({ problems: [] });
}
