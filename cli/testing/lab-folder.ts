import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, vi } from "vitest";

/** What the tests of a file work with; new for every test. */
export interface LabFolder {
  /** Path of a file in an empty folder. */
  at(...names: readonly string[]): string;
  /** Lines on the error output, and on the output. */
  readonly messages: string[];
  readonly printed: string[];
}

/** Gives every test of a file an empty folder, and collects what the command line prints. */
export function labFolder(): LabFolder {
  let folder: string;
  const messages: string[] = [];
  const printed: string[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lab-"));
    messages.length = 0;
    printed.length = 0;
    vi.spyOn(console, "error").mockImplementation((line) => void messages.push(String(line)));
    vi.spyOn(console, "log").mockImplementation((line) => void printed.push(String(line)));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });
  return { at: (...names) => join(folder, ...names), messages, printed };
}
