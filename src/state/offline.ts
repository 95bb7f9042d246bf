import { create } from "zustand";
import { canKeepPage } from "../platform/offline/can-keep-page.ts";
import { useDatasetStore } from "./dataset.ts";
import { useQueueStore } from "./queue.ts";
import { isActive, useRunStore } from "./run.ts";

interface OfflineUse {
  /** Null where the page is not kept by the browser, and nothing is said about it. */
  readonly state: "preparing" | "ready" | "unavailable" | null;
  /** Why offline use is unavailable. */
  readonly problem: string | null;
  /** What a reload of the page would bring; null if nothing. */
  readonly reload: "new version" | "isolation" | null;
}

/** Whether the page works offline, and what a reload of it would bring. */
export const useOfflineUse = create<OfflineUse>(() => ({ state: null, problem: null, reload: null }));

const { setState } = useOfflineUse;

/** Whether nothing in this tab would be interrupted or lost by a reload. */
export function useMayReload(): boolean {
  const isTraining = useRunStore(({ phase }) => isActive(phase));
  const isQueued = useQueueStore(({ progress }) => progress !== null);
  const isReading = useDatasetStore(({ importing, inMemory }) => importing !== null || inMemory !== null);
  return !isTraining && !isQueued && !isReading;
}

/** Needed by a page that is idle, or about to be reloaded. */
const loadOfflineUse = () => import("../platform/offline/offline-use.ts");

/** Reloads the page for what that brings. */
export async function reloadPage(): Promise<void> {
  const { reloadWithNewVersion } = await loadOfflineUse();
  await reloadWithNewVersion();
}

/** Keeps the page for offline use once it is loaded and idle; not during development. */
export function watchOfflineUse(): void {
  if (!import.meta.env.PROD || !canKeepPage()) return;
  const keep = async () => {
    setState({ state: "preparing" });
    const { keepPage } = await loadOfflineUse();
    await keepPage({
      onState: ({ problem }) => setState({ state: problem === null ? "ready" : "unavailable", problem }),
      onNewVersion: () => setState({ reload: "new version" }),
      onIsolation: () => setState(({ reload }) => ({ reload: reload ?? "isolation" })),
    });
  };
  const whenIdle = () => requestIdleCallback(() => void keep());
  if (document.readyState === "complete") whenIdle();
  else addEventListener("load", whenIdle, { once: true });
}
