import { exportWeights, saveCurves } from "./archive.ts";
import { useCellsStore } from "./cells.ts";
import { compareMethods } from "./compare-methods.ts";
import { openContactSheet } from "./contact-sheet.ts";
import { dismissOffer, selectedRecord, useDatasetStore } from "./dataset.ts";
import { clearImages, undoRemove } from "./dataset-images.ts";
import { showLayers, useFieldLayers } from "./field-layers.ts";
import { findCells } from "./find-cells.ts";
import { undoNetworks, useNetworkHistory } from "./network-history.ts";
import { offeredAct } from "./offered-act.ts";
import { isActive, useRunStore } from "./run.ts";
import { pauseRun, resumeRun, startRun, stepOnce, stopRun } from "./run-controls.ts";
import { neighbourImage, stepImage } from "./step-image.ts";
import {
  drawAgain,
  type MainView,
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
  /** As `KeyboardEvent.key`, with modifiers before it; null without a key. */
  readonly shortcut: string | null;
  enabled(): boolean;
  run(): void;
}

const phase = () => useRunStore.getState().phase;
const hasImages = () => useDatasetStore.getState().records.length > 0;

function mayFindCells(): boolean {
  const { trained } = useRunStore.getState();
  return hasImages() && trained.length > 0 && !isActive(phase()) && useCellsStore.getState().work === null;
}

/** Shows a view in the middle of the page, or the fields again if it is already shown. */
function toggleMain(view: MainView): void {
  showMain(useViewStore.getState().main === view ? "fields" : view);
}

const mayUndoNetworks = () =>
  useNetworkHistory.getState().previous !== null && phase() !== "starting" && phase() !== "stopping";
const mayUndoRemove = () => useDatasetStore.getState().lastRemoved.length > 0;

/** Every command of the page. */
export const COMMANDS = {
  train: {
    id: "train",
    label: "Train",
    shortcut: "t",
    enabled: () => !isActive(phase()),
    run: () => void startRun(),
  },
  pause: {
    id: "pause",
    label: "Pause",
    shortcut: "p",
    enabled: () => phase() === "running",
    run: pauseRun,
  },
  resume: {
    id: "resume",
    label: "Resume",
    shortcut: "r",
    enabled: () => phase() === "paused",
    run: resumeRun,
  },
  step: {
    id: "step",
    label: "One step",
    shortcut: "s",
    enabled: () => phase() !== "starting" && phase() !== "stopping",
    run: () => void stepOnce(),
  },
  stop: {
    id: "stop",
    label: "Stop",
    shortcut: "x",
    enabled: () => phase() === "running" || phase() === "paused",
    run: stopRun,
  },
  roll: { id: "roll", label: "New random crop", shortcut: "a", enabled: hasImages, run: drawAgain },
  stale: {
    id: "stale",
    label: "Stale vectors",
    shortcut: "v",
    enabled: hasImages,
    run: () => showStale(!useViewStore.getState().staleShown),
  },
  cells: {
    id: "cells",
    label: "Cells",
    shortcut: "i",
    enabled: hasImages,
    run: () => toggleMain("cells"),
  },
  findCells: {
    id: "findCells",
    label: "Find cells",
    shortcut: "f",
    enabled: mayFindCells,
    run: () => void findCells(),
  },
  compareMethods: {
    id: "compareMethods",
    label: "Compare methods",
    shortcut: "m",
    enabled: mayFindCells,
    run: () => void compareMethods(selectedRecord()),
  },
  engine: {
    id: "engine",
    label: "Engine",
    shortcut: "g",
    enabled: () => hasImages() || isActive(phase()) || useRunStore.getState().logRevision > 0,
    run: () => toggleMain("engine"),
  },
  fields: {
    id: "fields",
    label: "Fields",
    shortcut: "h",
    enabled: () => true,
    run: () => showMain("fields"),
  },
  pairing: {
    id: "pairing",
    label: "Pairing",
    shortcut: "d",
    enabled: () => hasImages() || useDatasetStore.getState().refused.length > 0,
    run: () => {
      dismissOffer();
      toggleMain("pairing");
    },
  },
  exportWeights: {
    id: "exportWeights",
    label: "Export weights",
    shortcut: "e",
    enabled: () => useRunStore.getState().trained.length > 0,
    run: () => void exportWeights(),
  },
  saveCurves: {
    id: "saveCurves",
    label: "Download CSV",
    shortcut: "c",
    enabled: () => useRunStore.getState().logRevision > 0,
    run: saveCurves,
  },
  undoRemove: {
    id: "undoRemove",
    label: "Undo remove",
    shortcut: "z",
    enabled: mayUndoRemove,
    run: () => void undoRemove(),
  },
  help: {
    id: "help",
    label: "Shortcuts",
    shortcut: "?",
    enabled: () => true,
    run: () => showHelp(true),
  },
  undoNetworks: {
    id: "undoNetworks",
    label: "Restore the earlier networks",
    shortcut: "u",
    enabled: mayUndoNetworks,
    run: () => void undoNetworks(),
  },
  clear: {
    id: "clear",
    label: "Clear",
    shortcut: null,
    enabled: () => hasImages() && !isActive(phase()),
    run: () => {
      showStep("images");
      void clearImages();
    },
  },
  side: {
    id: "side",
    label: "Side panel",
    shortcut: "\\",
    enabled: () => true,
    run: () => showSide(!useViewStore.getState().sideOpen),
  },
  palette: {
    id: "palette",
    label: "Command palette",
    shortcut: "Ctrl+k",
    enabled: () => true,
    run: () => showPalette(true),
  },
  undo: {
    id: "undo",
    label: "Undo",
    shortcut: "Ctrl+z",
    enabled: () => mayUndoRemove() || mayUndoNetworks(),
    run: () => void (mayUndoRemove() ? undoRemove() : undoNetworks()),
  },
  previousImage: {
    id: "previousImage",
    label: "Previous image",
    shortcut: "[",
    enabled: () => neighbourImage(-1) !== null,
    run: () => stepImage(-1),
  },
  nextImage: {
    id: "nextImage",
    label: "Next image",
    shortcut: "]",
    enabled: () => neighbourImage(1) !== null,
    run: () => stepImage(1),
  },
  layers: {
    id: "layers",
    label: "Layers",
    shortcut: "l",
    enabled: hasImages,
    run: () => showLayers(!useFieldLayers.getState().listOpen),
  },
  contactSheet: {
    id: "contactSheet",
    label: "16 crops",
    shortcut: "b",
    enabled: hasImages,
    run: () => {
      showStep("check");
      openContactSheet();
    },
  },
  next: {
    id: "next",
    label: "Next act offered",
    shortcut: "n",
    enabled: () => offeredAct() !== null,
    run: () => offeredAct()?.run(),
  },
} as const satisfies Record<string, Command>;

const BY_KEY = new Map<string, Command>(
  Object.values<Command>(COMMANDS).flatMap((command) =>
    command.shortcut ? [[command.shortcut, command]] : [],
  ),
);

/** Runs the command of a key, with `Ctrl+` before it if held; false if the key has none or the command is not available now. */
export function runShortcut(key: string): boolean {
  const command = BY_KEY.get(key);
  if (!command?.enabled()) return false;
  command.run();
  return true;
}
