import { create } from "zustand";

/** Pages of results in the drawer below the image. */
export const RESULT_PAGES = [
  { page: "images", label: "Images" },
  { page: "thresholds", label: "Thresholds" },
  { page: "methods", label: "Methods" },
  { page: "measurements", label: "Measurements" },
] as const;
export type ResultPage = (typeof RESULT_PAGES)[number]["page"];

/** The open page; null while the drawer is folded. */
export const useDrawer = create<{ readonly page: ResultPage | null }>(() => ({ page: null }));

/** Opens a page, or folds the drawer if it is open. */
export function togglePage(page: ResultPage): void {
  useDrawer.setState((drawer) => ({ page: drawer.page === page ? null : page }));
}

/** Opens a page. */
export function openPage(page: ResultPage): void {
  useDrawer.setState({ page });
}

/** Folds the drawer. */
export function foldDrawer(): void {
  useDrawer.setState({ page: null });
}
