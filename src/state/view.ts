import { create } from "zustand";

/** Source of the field panels. */
export type FieldSource = "whole" | "roll" | "rotation" | "training";

/** View in the middle of the page. */
export type MainView = "fields" | "cells" | "engine" | "pairing";

export type Theme = "system" | "light" | "dark";

interface ViewState {
  readonly main: MainView;
  readonly source: FieldSource;
  /** Index of the augmentation of the chosen image; each roll is another one. */
  readonly roll: number;
  /** Show the stale vectors beside the correct ones. */
  readonly staleShown: boolean;
  readonly theme: Theme;
  /** Whether the list of shortcuts is open. */
  readonly helpOpen: boolean;
  /** Scale of the curves' vertical axes. */
  readonly axisScale: "linear" | "log";
}

const THEME_KEY = "direction-lab.theme";

function storedTheme(): Theme {
  const stored = localStorage.getItem(THEME_KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

/** View settings of the page; none of them affects a run. */
export const useViewStore = create<ViewState>(() => ({
  main: "fields",
  source: "whole",
  roll: 1,
  staleShown: false,
  theme: storedTheme(),
  helpOpen: false,
  axisScale: "linear",
}));

const { setState } = useViewStore;

/** Chooses the view in the middle of the page. */
export function showMain(main: MainView): void {
  setState({ main });
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

/** Chooses the theme and stores the choice. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(THEME_KEY, theme);
  setState({ theme });
}

/** Chooses the scale of the curves' vertical axes. */
export function chooseAxisScale(axisScale: "linear" | "log"): void {
  setState({ axisScale });
}
