import { actOnQueue } from "./act-on-queue.ts";
import { exportWeights, saveCurves } from "./archive.ts";
import { useArchiveParts } from "./archive-part-choice.ts";
import { whyNotFindCells, whyNotOptimise } from "./cells-readiness.ts";
import { compareMethods } from "./compare-methods.ts";
import { openContactSheet } from "./contact-sheet.ts";
import { dismissOffer, selectedRecord, useDatasetStore } from "./dataset.ts";
import { clearImages, undoRemove } from "./dataset-images.ts";
import { showLayers, useFieldLayers } from "./field-layers.ts";
import { findCells } from "./find-cells.ts";
import { fitOnTraining } from "./fit-instances.ts";
import type { MainView } from "./main-views.ts";
import { undoNetworks } from "./network-history.ts";
import { offeredAct } from "./offered-act.ts";
import { openOverlay } from "./overlay.ts";
import { useQueueStore, whyNoQueue, whyQueue } from "./queue.ts";
import { useRecipeHistory } from "./recipe-history.ts";
import { isActive, useRunStore } from "./run.ts";
import { pauseRun, resumeRun, startRun, stepOnce, stopRun } from "./run-controls.ts";
import {
  whyNoNetworks,
  whyNotPause,
  whyNotStart,
  whyNotStep,
  whyNotStop,
  whyRunning,
} from "./run-readiness.ts";
import { copyRecipeLink, saveRecipeFile } from "./share-recipe.ts";
import { showQueue, showTable, toggleQueue } from "./show-queue.ts";
import { neighbourImage, stepImage } from "./step-image.ts";
import { undoLast, whyNotUndo, whyNotUndoNetworks, whyNotUndoRemove } from "./undo-last.ts";
import { redoEdit } from "./undo-recipe.ts";
import {
  drawAgain,
  showHelp,
  showMain,
  showPalette,
  showSide,
  showStale,
  showStep,
  useViewStore,
} from "./view.ts";

/** A user action, wherever it is offered: toolbar, keyboard, list of shortcuts. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** What it does, where the label leaves that open. */
  readonly detail?: string;
  /** As `KeyboardEvent.key`, with modifiers before it; null without a key. */
  readonly shortcut: string | null;
  /** Why the command is not available now, as a sentence; null if it is. */
  whyNot(): string | null;
  run(): void;
}

const phase = () => useRunStore.getState().phase;
const hasImages = () => useDatasetStore.getState().records.length > 0;
const hasCurves = () => useRunStore.getState().logRevision > 0;

/** The reason, unless the command is available. */
const unless = (isAvailable: boolean, reason: string) => (isAvailable ? null : reason);
const always = () => null;
const whyNoImages = () => unless(hasImages(), "Add images first.");

/** Shows a view in the middle of the page, or the fields again if it is already shown. */
function toggleMain(view: MainView): void {
  showMain(useViewStore.getState().main === view ? "fields" : view);
}

/** Every command of the page. */
export const COMMANDS = {
  train: {
    id: "train",
    label: "Train",
    shortcut: "t",
    whyNot: whyNotStart,
    run: () => void startRun(),
  },
  pause: {
    id: "pause",
    label: "Pause",
    shortcut: "p",
    whyNot: whyNotPause,
    run: pauseRun,
  },
  resume: {
    id: "resume",
    label: "Resume",
    shortcut: "r",
    whyNot: () => unless(phase() === "paused", "No run is paused."),
    run: resumeRun,
  },
  step: {
    id: "step",
    label: "One step",
    shortcut: "s",
    whyNot: whyNotStep,
    run: () => void stepOnce(),
  },
  stop: {
    id: "stop",
    label: "Stop",
    shortcut: "x",
    whyNot: whyNotStop,
    run: stopRun,
  },
  roll: { id: "roll", label: "New random crop", shortcut: "a", whyNot: whyNoImages, run: drawAgain },
  stale: {
    id: "stale",
    label: "Stale vectors",
    shortcut: "v",
    whyNot: whyNoImages,
    run: () => showStale(!useViewStore.getState().staleShown),
  },
  cells: {
    id: "cells",
    label: "Cells",
    shortcut: "i",
    whyNot: whyNoImages,
    run: () => toggleMain("cells"),
  },
  findCells: {
    id: "findCells",
    label: "Find cells",
    shortcut: "f",
    whyNot: whyNotFindCells,
    run: () => void findCells(),
  },
  compareMethods: {
    id: "compareMethods",
    label: "Compare methods",
    shortcut: "m",
    whyNot: whyNotFindCells,
    run: () => void compareMethods(selectedRecord()),
  },
  optimise: {
    id: "optimise",
    label: "Optimise on training images",
    detail:
      "Search the parameters for the best Kaggle score on the training images, without the validation images",
    shortcut: null,
    whyNot: whyNotOptimise,
    run: () => void fitOnTraining(),
  },
  engine: {
    id: "engine",
    label: "Engine",
    shortcut: "g",
    whyNot: () => unless(hasImages() || isActive(phase()) || hasCurves(), "Add images first."),
    run: () => toggleMain("engine"),
  },
  fields: {
    id: "fields",
    label: "Fields",
    shortcut: "h",
    whyNot: always,
    run: () => showMain("fields"),
  },
  pairing: {
    id: "pairing",
    label: "Pairing",
    shortcut: "d",
    whyNot: () => unless(hasImages() || useDatasetStore.getState().refused.length > 0, "Add images first."),
    run: () => {
      dismissOffer();
      toggleMain("pairing");
    },
  },
  exportWeights: {
    id: "exportWeights",
    label: "Export weights",
    shortcut: "e",
    whyNot: () =>
      whyNoNetworks() ??
      unless(useArchiveParts.getState().chosen.length > 0, "Choose a format for the networks, in Export."),
    run: () => void exportWeights(),
  },
  saveCurves: {
    id: "saveCurves",
    label: "Download CSV",
    shortcut: "c",
    whyNot: () => unless(hasCurves(), "There are no curves yet."),
    run: saveCurves,
  },
  copyRecipeLink: {
    id: "copyRecipeLink",
    label: "Copy a link to the recipe",
    shortcut: null,
    whyNot: () => null,
    run: () => {
      showStep("train");
      void copyRecipeLink();
    },
  },
  saveRecipeFile: {
    id: "saveRecipeFile",
    label: "Save the recipe as a file",
    shortcut: null,
    whyNot: () => null,
    run: saveRecipeFile,
  },
  undoRemove: {
    id: "undoRemove",
    label: "Undo remove",
    shortcut: "z",
    whyNot: whyNotUndoRemove,
    run: () => void undoRemove(),
  },
  help: {
    id: "help",
    label: "Shortcuts",
    shortcut: "?",
    whyNot: always,
    run: () => showHelp(true),
  },
  undoNetworks: {
    id: "undoNetworks",
    label: "Restore the earlier networks",
    shortcut: "u",
    whyNot: whyNotUndoNetworks,
    run: () => void undoNetworks(),
  },
  clear: {
    id: "clear",
    label: "Clear",
    shortcut: null,
    whyNot: () => whyNoImages() ?? whyRunning(),
    run: () => {
      showStep("images");
      void clearImages();
    },
  },
  side: {
    id: "side",
    label: "Side panel",
    shortcut: "\\",
    whyNot: always,
    run: () => showSide(!useViewStore.getState().sideOpen),
  },
  palette: {
    id: "palette",
    label: "Command palette",
    shortcut: "Ctrl+k",
    whyNot: always,
    run: () => showPalette(true),
  },
  undo: {
    id: "undo",
    label: "Undo",
    shortcut: "Ctrl+z",
    detail: "The last removal of images, edit of the recipe or change of the networks",
    whyNot: whyNotUndo,
    run: undoLast,
  },
  redo: {
    id: "redo",
    label: "Redo edit of the recipe",
    shortcut: "Ctrl+Shift+z",
    whyNot: () => unless(useRecipeHistory.getState().undone.length > 0, "No edit of the recipe was undone."),
    run: redoEdit,
  },
  previousImage: {
    id: "previousImage",
    label: "Previous image",
    shortcut: "[",
    whyNot: () => unless(neighbourImage(-1) !== null, "There is no previous image."),
    run: () => stepImage(-1),
  },
  nextImage: {
    id: "nextImage",
    label: "Next image",
    shortcut: "]",
    whyNot: () => unless(neighbourImage(1) !== null, "There is no next image."),
    run: () => stepImage(1),
  },
  layers: {
    id: "layers",
    label: "Layers",
    shortcut: "l",
    whyNot: whyNoImages,
    run: () => showLayers(!useFieldLayers.getState().listOpen),
  },
  contactSheet: {
    id: "contactSheet",
    label: "16 crops",
    shortcut: "b",
    whyNot: whyNoImages,
    run: () => {
      showStep("check");
      openContactSheet();
    },
  },
  next: {
    id: "next",
    label: "Next act offered",
    shortcut: "n",
    whyNot: () => unless(offeredAct() !== null, "Nothing is offered now."),
    run: () => offeredAct()?.run(),
  },
  runs: {
    id: "runs",
    label: "Runs",
    shortcut: "o",
    whyNot: always,
    run: () => toggleMain("runs"),
  },
  queue: {
    id: "queue",
    label: "Queue",
    shortcut: "q",
    whyNot: always,
    run: toggleQueue,
  },
  addToQueue: {
    id: "addToQueue",
    label: "Add to queue",
    detail: "Add a run of the present recipe to the queue",
    shortcut: null,
    whyNot: always,
    run: () => actOnQueue("add"),
  },
  startQueue: {
    id: "startQueue",
    label: "Start the queue",
    shortcut: null,
    whyNot: whyQueue,
    run: () => {
      showQueue();
      actOnQueue("start");
    },
  },
  stopOfQueue: {
    id: "stopOfQueue",
    label: "Stop this run",
    detail: "Stop the run in training; the queue goes on with the next one",
    shortcut: null,
    whyNot: () => whyNoQueue() ?? whyNotStop(),
    run: stopRun,
  },
  stopQueue: {
    id: "stopQueue",
    label: "Stop the queue",
    detail: "Stop the run in training; those that wait stay in the queue",
    shortcut: null,
    whyNot: whyNoQueue,
    run: () => useQueueStore.setState({ isStopping: true }),
  },
  runCurves: {
    id: "runCurves",
    label: "Curves of the selected runs",
    shortcut: null,
    whyNot: always,
    run: () => {
      showTable();
      openOverlay(true);
    },
  },
} as const satisfies Record<string, Command>;

const BY_KEY = new Map<string, Command>(
  Object.values<Command>(COMMANDS).flatMap((command) =>
    command.shortcut ? [[command.shortcut, command]] : [],
  ),
);

/** Runs the command of a key, with `Ctrl+` or `Ctrl+Shift+` before it if held; false if the key has none or the command is not available now. */
export function runShortcut(key: string): boolean {
  const command = BY_KEY.get(key);
  if (!command || command.whyNot() !== null) return false;
  command.run();
  return true;
}
