const KEY = "direction-lab.tunings";

/** The stored tunings, unchecked: the train worker validates them. Null if there is nothing readable. */
export function storedTunings(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // Damaged entries count as absent.
    return null;
  }
}

/** Stores the tunings returned by the train worker. */
export function storeTunings(tunings: unknown): void {
  localStorage.setItem(KEY, JSON.stringify(tunings));
}

/** Deletes all tunings. */
export function clearTunings(): void {
  localStorage.removeItem(KEY);
}
