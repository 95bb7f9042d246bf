const KEY = "direction-lab.tunings";

/** What is stored of tunings, as it is: the train worker checks it. Null when there is nothing that can be read. */
export function storedTunings(): unknown {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // Damaged: as good as nothing.
    return null;
  }
}

/** Stores what the train worker has given. */
export function storeTunings(tunings: unknown): void {
  localStorage.setItem(KEY, JSON.stringify(tunings));
}

/** Forgets all tunings. */
export function clearTunings(): void {
  localStorage.removeItem(KEY);
}
