import { describe, expect, it } from "vitest";
import { FileError } from "../../core/dataset/pairing/file-error.ts";
import { decodeJob, decodeJobOf } from "./decode-job.ts";
import type { AddedFile } from "./gather-files.ts";
import { type ImportStep, importDataset } from "./import-dataset.ts";
import type { DecodeThreads } from "./read-ahead.ts";
import { dropOf, HAS_SHARED_DATA, SHARED_NOTE } from "./testing/test-files.ts";

/** Threads in which jobs arrive as copies, like in workers. */
function copyingThreads() {
  let jobs = 0;
  const threads: DecodeThreads = {
    count: 3,
    async decode(plan, sources, signal) {
      const job = await decodeJobOf(plan, sources, signal);
      if (!job) return null;
      jobs += 1;
      const outcome = structuredClone(await decodeJob(structuredClone(job), signal));
      if (outcome.kind === "decoded") return outcome;
      throw new FileError(outcome.refusal.file, outcome.refusal.reason);
    },
  };
  return { threads, jobs: () => jobs };
}

async function stepsOf(drop: readonly AddedFile[], threads: DecodeThreads | null): Promise<ImportStep[]> {
  const steps: ImportStep[] = [];
  const { signal } = new AbortController();
  for await (const step of importDataset(drop, { signal, threads })) steps.push(step);
  return steps;
}

describe.skipIf(!HAS_SHARED_DATA)(`images decoded as jobs${SHARED_NOTE}`, () => {
  it.each(["bad", "sartorius", "pairs"])("of %s are those of one thread, in order", async (path) => {
    const drop = await dropOf(path);
    const { threads, jobs } = copyingThreads();
    const [alone, shared] = [await stepsOf(drop, null), await stepsOf(drop, threads)];
    expect(shared).toEqual(alone);
    expect(jobs()).toBeGreaterThan(0);
  });
});
