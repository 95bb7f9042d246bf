import { useSyncExternalStore } from "react";

/** Choice of the user; `system` follows the setting of the machine. */
export type ThemeChoice = "system" | "light" | "dark";
export type Theme = "light" | "dark";

const DARK_QUERY = "(prefers-color-scheme: dark)";

function subscribeToSystem(changed: () => void): () => void {
  const query = matchMedia(DARK_QUERY);
  query.addEventListener("change", changed);
  return () => query.removeEventListener("change", changed);
}

/** The current theme; follows the setting of the machine while the choice is `system`. */
export function useTheme(choice: ThemeChoice): Theme {
  const systemIsDark = useSyncExternalStore(subscribeToSystem, () => matchMedia(DARK_QUERY).matches);
  if (choice !== "system") return choice;
  return systemIsDark ? "dark" : "light";
}

/** Switches every token to `theme`. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
}
