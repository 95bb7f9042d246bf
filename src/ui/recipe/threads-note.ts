/**
 * Why the CPU engine has the number of threads that the status line names, as one sentence.
 * `cores` are the logical processor cores that the browser reports; `reloadIsolates` tells that the page is isolated
 * once it is reloaded.
 */
export function threadsNote(cores: number, isolated: boolean, reloadIsolates = false): string {
  if (reloadIsolates) return "One thread trains. Reload the page to use more processor cores.";
  if (!isolated) {
    return "One thread trains: threads need headers that the host of this page does not send (see Hosting in the documentation).";
  }
  if (cores <= 1) return "One thread trains, because the browser reports one processor core.";
  const trainers = cores === 2 ? "the other one trains" : "up to eight of the others train";
  return `The browser reports ${cores} processor cores: one is left to the page, ${trainers}.`;
}
