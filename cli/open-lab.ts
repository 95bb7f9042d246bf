import type { Scripting } from "../src/state/scripting.ts";
import type { CheckpointSummary } from "../src/workers/checkpoint.protocol.ts";

/** The lab as the command line drives it: in this process, or in the page of a browser. */
export interface OpenLab {
  /** Does one of the actions for programs. */
  call<Name extends keyof Scripting>(
    name: Name,
    ...args: Parameters<Scripting[Name]>
  ): Promise<Awaited<ReturnType<Scripting[Name]>>>;
  /** Adds a file or all files in a folder, and waits until they are read. */
  addFiles(path: string): Promise<void>;
  importWeights(path: string): Promise<void>;
  /** The summary of a checkpoint; null if it is refused. */
  openCheckpoint(path: string): Promise<CheckpointSummary | null>;
  /**
   * Saves the file that the lab offers while `work` runs. If it offers none, `work` returns its reason, which is
   * thrown as a LabError.
   */
  save(path: string, work: () => Promise<string | null>): Promise<void>;
}

/** Where the lab is opened, and what happens on Ctrl+C. */
export interface OpenOptions {
  readonly inBrowser: boolean;
  /** Whether `work` handles Ctrl+C; else it ends this process. */
  readonly handlesInterrupt?: boolean;
}

/** Opens the lab, passes it to `work`, and closes everything again. In this process it can be opened once. */
export async function withLab<Result>(
  { inBrowser, handlesInterrupt = false }: OpenOptions,
  work: (lab: OpenLab) => Promise<Result>,
): Promise<Result> {
  // Neither needs the code of the other, which takes long to load.
  if (inBrowser) {
    const { withLabPage } = await import("./browser.ts");
    const { labInPage } = await import("./lab-in-page.ts");
    return withLabPage((page) => work(labInPage(page)), handlesInterrupt);
  }
  const { withLabHere } = await import("./node/lab-here.ts");
  return withLabHere(work);
}
