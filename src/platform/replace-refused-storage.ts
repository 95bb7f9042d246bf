import { memoryStorage } from "./memory-storage.ts";

/**
 * A browser that blocks all data of a site throws when `localStorage` is read. The page then has one that lasts until it
 * is closed. Imported for this effect, before any module that reads settings.
 */
try {
  window.localStorage.getItem("");
} catch {
  Object.defineProperty(window, "localStorage", { value: memoryStorage(), configurable: true });
}
