import { create } from "zustand";
import { useQueueStore } from "./queue.ts";
import { isActive, useRunStore } from "./run.ts";

const KEY = "direction-lab.notify";

interface EndNotification {
  /** Whether the user wants a notification when a run ends. */
  readonly wanted: boolean;
  /** Why there can be none; null if there can be one. */
  readonly problem: string | null;
}

const NOT_OFFERED = "This browser does not support notifications from this page.";
const DENIED =
  "Notifications from this page are blocked. Allow them in the browser's settings for this site, then try again.";

const allowed = () => "Notification" in window && Notification.permission === "granted";

/** Notification at the end of a run. */
export const useEndNotification = create<EndNotification>(() => ({
  wanted: localStorage.getItem(KEY) === "on" && allowed(),
  problem: null,
}));

const { getState, setState } = useEndNotification;

/** Turns the notification on, which asks for the permission of the browser, or off. */
export async function chooseEndNotification(wanted: boolean): Promise<void> {
  if (!wanted) {
    localStorage.removeItem(KEY);
    setState({ wanted, problem: null });
    return;
  }
  if (!("Notification" in window)) {
    setState({ problem: NOT_OFFERED });
    return;
  }
  const isGranted = (await Notification.requestPermission()) === "granted";
  if (isGranted) localStorage.setItem(KEY, "on");
  setState({ wanted: isGranted, problem: isGranted ? null : DENIED });
}

/** Notifies of the end of a run or a queue, if the user wants it. */
export function notifyOfEnd(body: string): void {
  if (!getState().wanted) return;
  try {
    new Notification("Direction Lab", { body, tag: "direction-lab.run" });
  } catch {
    // Some mobile browsers have no notifications outside of service workers.
    setState({ wanted: false, problem: NOT_OFFERED });
  }
}

/** Notifies of the end of a run that was neither stopped nor restored; a queue notifies once, at its own end. */
export function watchRunEnd(): void {
  useRunStore.subscribe(({ phase, message }, before) => {
    if (!isActive(before.phase) || (phase !== "finished" && phase !== "failed")) return;
    if (useQueueStore.getState().progress) return;
    notifyOfEnd(phase === "finished" ? `Training finished. ${message}` : message);
  });
}
