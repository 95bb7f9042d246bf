import { create } from "zustand";
import { sentenceOf } from "../core/errors.ts";
import { CancelledError } from "../workers/rpc.ts";
import { forgetCells, scoreAgain, selectedRecord, useCellsStore } from "./cells.ts";
import { useDatasetStore } from "./dataset.ts";
import { findInImage } from "./image-cells.ts";
import { chosenInstances, useInstanceSettings } from "./instance-settings.ts";
import { whyNotPredict } from "./predicted-fields.ts";
import { isActive, useRunStore } from "./run.ts";
import { showCells } from "./shown-cells.ts";
import { useViewStore } from "./view.ts";

/** A cell of the shown image: a true one or one that was found. */
export interface CellPlace {
  readonly side: "truth" | "found";
  readonly id: number;
}

interface CellsView {
  /** Whether the shown image is being predicted. */
  readonly preparing: boolean;
  /** Why there is nothing to show, and what to do about it. */
  readonly reason: string | null;
  /** The cell whose numbers are told. */
  readonly selected: CellPlace | null;
}

/** How the cells of the chosen image are shown. */
export const useCellsView = create<CellsView>(() => ({ preparing: false, reason: null, selected: null }));

const { setState } = useCellsView;

/** A person who drags a slider asks for many scores of the set; the last one is made. */
const QUIET_MILLISECONDS = 250;

let latest = 0;
let cancel = new AbortController();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Chooses the cell whose numbers are told; null for none. */
export function selectCell(selected: CellPlace | null): void {
  setState({ selected });
}

function isShown(): boolean {
  return useViewStore.getState().main === "cells";
}

/** Finds the cells of the chosen image by the method chosen, unless something newer was asked. */
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
  const reason = whyNotPredict([record], gate);
  setState({ reason, preparing: reason === null });
  if (reason) {
    showCells(null);
    return;
  }
  try {
    const progress = { signal: cancel.signal, onEvent: () => {} };
    const cells = await findInImage(record, gate, chosenInstances(), progress);
    if (ticket === latest) showCells(cells);
  } catch (error) {
    if (ticket === latest && !(error instanceof CancelledError)) setState({ reason: sentenceOf(error) });
  } finally {
    if (ticket === latest) setState({ preparing: false });
  }
}

/** Scores the set anew with other parameters, once a person has let go of them. */
function scoreSoon(): void {
  clearTimeout(timer);
  if (useCellsStore.getState().choice === null) return;
  timer = setTimeout(() => {
    if (!scoreAgain()) scoreSoon();
  }, QUIET_MILLISECONDS);
}

function refreshIfShown(): void {
  if (isShown() && !isActive(useRunStore.getState().phase)) void refresh();
}

/** Keeps the cells in step with the chosen image, the settings and the trained networks. */
export function watchCells(): void {
  useDatasetStore.subscribe((now, before) => {
    if (now.selectedImageId !== before.selectedImageId) {
      selectCell(null);
      refreshIfShown();
    }
  });
  useInstanceSettings.subscribe((now, before) => {
    if (now.turns !== before.turns) forgetCells();
    const isOther =
      now.gate !== before.gate || now.method !== before.method || now.choices !== before.choices;
    if (isOther || now.turns !== before.turns) refreshIfShown();
    if (isOther) scoreSoon();
  });
  useViewStore.subscribe((now, before) => {
    if (now.main !== before.main) refreshIfShown();
  });
  useRunStore.subscribe((now, before) => {
    const ended = isActive(before.phase) && !isActive(now.phase);
    const changed = now.trained !== before.trained || now.seen !== before.seen;
    if (ended || (changed && !isActive(now.phase))) {
      forgetCells();
      refreshIfShown();
    }
  });
}
