import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { CancelledError } from "../workers/rpc.ts";
import { useCellsStore } from "./cells.ts";
import { chooseScopeWithImages, recordsInScope } from "./cells-scope.ts";
import { selectedRecord, useDatasetStore } from "./dataset.ts";
import { scoreAgain } from "./find-cells.ts";
import { forgetCells, forgetComparison, forgetRemoved } from "./forget-cells.ts";
import { findInImage } from "./image-cells.ts";
import { chosenInstances, followNetworks, forgetFitted, useInstanceSettings } from "./instance-settings.ts";
import { networksInUse } from "./networks-in-use.ts";
import { whyNotPredict } from "./predicted-fields.ts";
import { useRecipeStore } from "./recipe.ts";
import { isActive, useRunStore } from "./run.ts";
import { showCells } from "./shown-cells.ts";
import { whyNotMethod } from "./usable-instances.ts";
import { useViewStore } from "./view.ts";
import { onWorkerBreak } from "./workers.ts";

/** A cell of the shown image, ground-truth or predicted. */
export interface CellPlace {
  readonly side: "truth" | "found";
  readonly id: number;
}

interface CellsView {
  /** Whether the shown image is being predicted. */
  readonly preparing: boolean;
  /** Why there is nothing to show, and what to do about it. */
  readonly reason: string | null;
  /** Error in the prediction of the shown image; another attempt may succeed. */
  readonly failure: string | null;
  /** The cell whose measurements are shown. */
  readonly selected: CellPlace | null;
}

/** View of the cells in the chosen image. */
export const useCellsView = create<CellsView>(() => ({
  preparing: false,
  reason: null,
  failure: null,
  selected: null,
}));

const { getState, setState } = useCellsView;

/** Dragging a slider requests many scores of the set; only the last one is computed. */
const QUIET_MILLISECONDS = 250;

let latest = 0;
let cancel = new AbortController();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Chooses the cell whose measurements are shown; null for none. */
export function selectCell(selected: CellPlace | null): void {
  setState({ selected });
}

function isShown(): boolean {
  return useViewStore.getState().main === "cells";
}

/** Finds the cells of the chosen image by the chosen method, unless a newer request has come. */
async function refresh(): Promise<void> {
  const ticket = ++latest;
  cancel.abort();
  cancel = new AbortController();
  const record = selectedRecord();
  if (!record) {
    showCells(null);
    return;
  }
  const { gate } = useInstanceSettings.getState();
  const reason = whyNotPredict([record], gate) ?? whyNotMethod();
  setState({ reason, failure: null, preparing: reason === null });
  if (reason) {
    showCells(null);
    return;
  }
  try {
    const progress = { signal: cancel.signal, onEvent: () => {} };
    const cells = await findInImage(record, gate, chosenInstances(), progress);
    if (ticket === latest) showCells(cells);
  } catch (error) {
    if (ticket !== latest || error instanceof CancelledError) return;
    showCells(null);
    setState({ failure: sentenceOf(error) });
  } finally {
    if (ticket === latest) setState({ preparing: false });
  }
}

/** Predicts the shown image again after a failure. */
export function tryAgain(): void {
  void refresh();
}

/** Ends a prediction that waits for a worker that will not respond any more. */
function endWaiting(sentence: string): void {
  if (!getState().preparing) return;
  cancel.abort();
  setState({ failure: sentence });
}

function isAnyScored(): boolean {
  const { choice, compared } = useCellsStore.getState();
  return whyNotMethod() === null && (choice !== null || compared.length > 0);
}

/** Scores the set again with other parameters, once the user has released the control. */
function scoreSoon(): void {
  clearTimeout(timer);
  if (!isAnyScored()) return;
  timer = setTimeout(() => {
    // The results may have been discarded in the meantime.
    if (!isAnyScored()) return;
    if (!scoreAgain()) scoreSoon();
  }, QUIET_MILLISECONDS);
}

/** Shows an image of the table below, unless one is already shown. */
function showImageInScope(): void {
  if (!isShown()) return;
  const records = recordsInScope(useInstanceSettings.getState().scope);
  const selected = selectedRecord();
  if (records.length === 0 || records.some(({ id }) => id === selected?.id)) return;
  useDatasetStore.setState({ selectedImageId: records[0].id });
}

function refreshIfShown(): void {
  if (isShown()) void refresh();
}

/** Discards all results: networks, test-time augmentation or targets have changed. */
function restart(): void {
  cancel.abort();
  showCells(null);
  forgetCells();
  refreshIfShown();
}

function watchSettings(): void {
  useInstanceSettings.subscribe((now, before) => {
    if (now.testTimeAugmentation !== before.testTimeAugmentation) {
      restart();
      return;
    }
    if (now.gate !== before.gate || now.scope !== before.scope) forgetComparison();
    if (now.scope !== before.scope) showImageInScope();
    if (now.gate === before.gate && now.method === before.method && now.choices === before.choices) return;
    refreshIfShown();
    scoreSoon();
  });
  useRecipeStore.subscribe((now, before) => {
    // The errors of a field are relative to the targets, which depend on the border.
    if (now.recipe.border !== before.recipe.border) restart();
    // Other networks predict, if both pipelines are trained.
    if (now.recipe.pipeline !== before.recipe.pipeline && useRunStore.getState().trained.length > 0) {
      followNetworks(networksInUse());
      restart();
    }
  });
}

function watchNetworks(): void {
  useRunStore.subscribe((now, before) => {
    if (now.trained !== before.trained) followNetworks(networksInUse());
    const [active, wasActive] = [isActive(now.phase), isActive(before.phase)];
    const changed = now.trained !== before.trained || now.seen !== before.seen;
    if (active && changed) forgetFitted();
    if (active !== wasActive || (changed && !active)) restart();
  });
}

/** Updates the cells when the chosen image, the settings or the trained networks change. */
export function watchCells(): void {
  useDatasetStore.subscribe((now, before) => {
    if (now.records !== before.records) forgetRemoved(new Set(now.records.map(({ id }) => id)));
    if (now.selectedImageId === before.selectedImageId) return;
    selectCell(null);
    refreshIfShown();
  });
  useViewStore.subscribe((now, before) => {
    if (now.main === before.main || !isShown()) return;
    chooseScopeWithImages();
    if (!useDatasetStore.getState().selectedByHand) showImageInScope();
    refreshIfShown();
  });
  onWorkerBreak(endWaiting);
  watchSettings();
  watchNetworks();
}
