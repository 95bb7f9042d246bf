import { create } from "zustand";
import { MAIN_VIEWS, type MainView } from "./main-views.ts";

/** Source of the field panels; "training" only while a run is active. */
export type FieldSource = "whole" | "roll" | "rotation" | "training";

/** Steps from images to masks, in order. Any of them can be opened at any time. */
export const STEPS = ["images", "check", "train", "cells", "export"] as const;
export type Step = (typeof STEPS)[number];

/** Views that suit a step; the first is shown when the step is opened in another view. */
const STEP_VIEWS: Readonly<Record<Step, readonly MainView[]>> = {
  images: ["fields", "pairing"],
  check: ["fields"],
  train: ["fields", "engine", "runs"],
  cells: ["cells"],
  export: MAIN_VIEWS,
};

/** Step to which a view leads from a step that it does not suit. */
const VIEW_STEP: Readonly<Record<MainView, Step>> = {
  fields: "check",
  pairing: "images",
  cells: "cells",
  engine: "train",
  runs: "train",
};

export type Theme = "system" | "light" | "dark";

interface ViewState {
  /** The step whose settings are in the side panel. */
  readonly step: Step;
  /** How often a step was opened, also one that was open already. */
  readonly stepsOpened: number;
  readonly main: MainView;
  /** Whether the side panel is open. */
  readonly sideOpen: boolean;
  /** Views in which the user has opened or folded the curves. */
  readonly curvesOpen: Readonly<Partial<Record<MainView, boolean>>>;
  readonly source: FieldSource;
  /** Index of the augmentation of the chosen image; each roll is another one. */
  readonly roll: number;
  /** Show the stale vectors beside the correct ones. */
  readonly staleShown: boolean;
  readonly theme: Theme;
  /** Whether the list of shortcuts is open. */
  readonly helpOpen: boolean;
  /** Whether the command palette is open. */
  readonly paletteOpen: boolean;
  /** Scale of the curves' vertical axes. */
  readonly axisScale: "linear" | "log";
}

const THEME_KEY = "direction-lab.theme";
const SIDE_KEY = "direction-lab.side-panel";
const FOLDED = "folded";

function storedTheme(): Theme {
  const stored = localStorage.getItem(THEME_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** View settings of the page; none of them affects a run. */
export const useViewStore = create<ViewState>(() => ({
  step: "images",
  stepsOpened: 0,
  main: "fields",
  sideOpen: localStorage.getItem(SIDE_KEY) !== FOLDED,
  curvesOpen: {},
  source: "whole",
  roll: 1,
  staleShown: false,
  theme: storedTheme(),
  helpOpen: false,
  paletteOpen: false,
  axisScale: "linear",
}));

const { setState } = useViewStore;

/** Opens a step: its settings, and its first view unless the current one suits it. */
export function showStep(step: Step): void {
  setState(({ main, stepsOpened }) => ({
    step,
    stepsOpened: stepsOpened + 1,
    main: STEP_VIEWS[step].includes(main) ? main : STEP_VIEWS[step][0],
  }));
}

/** Chooses the view in the middle of the page; the step follows unless the view suits it. */
export function showMain(main: MainView): void {
  setState(({ step }) => ({ main, step: STEP_VIEWS[step].includes(main) ? step : VIEW_STEP[main] }));
}

/** Opens or folds the side panel and stores the choice. */
export function showSide(sideOpen: boolean): void {
  localStorage.setItem(SIDE_KEY, sideOpen ? "open" : FOLDED);
  setState({ sideOpen });
}

/** Opens or folds the curves below a view. */
export function showCurves(view: MainView, open: boolean): void {
  setState(({ curvesOpen }) => ({ curvesOpen: { ...curvesOpen, [view]: open } }));
}

/** Chooses the source of the panels. */
export function showSource(source: FieldSource): void {
  setState({ source });
}

/** Shows another crop of the chosen image, augmented unless one is being rotated. */
export function drawAgain(): void {
  setState(({ source, roll }) =>
    source === "roll" || source === "rotation" ? { roll: roll + 1 } : { source: "roll" },
  );
}

/** Shows or hides the stale vectors. */
export function showStale(staleShown: boolean): void {
  setState({ staleShown });
}

/** Opens or closes the list of shortcuts. */
export function showHelp(helpOpen: boolean): void {
  setState({ helpOpen });
}

/** Opens or closes the command palette. */
export function showPalette(paletteOpen: boolean): void {
  setState({ paletteOpen });
}

/** Chooses the theme and stores the choice. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(THEME_KEY, theme);
  setState({ theme });
}

/** Chooses the scale of the curves' vertical axes. */
export function chooseAxisScale(axisScale: "linear" | "log"): void {
  setState({ axisScale });
}
