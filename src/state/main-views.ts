/** Views in the middle of the page, in the order of their tabs. */
export const MAIN_VIEWS = ["fields", "pairing", "cells", "engine", "runs"] as const;

export type MainView = (typeof MAIN_VIEWS)[number];
