import type { CDPSession, Page } from "playwright";

/** Peak memory, in MB (10^6 bytes); null if the browser does not report it. */
export interface PeakMemory {
  /** Heap of the page's own thread. */
  readonly pageHeapMB: number;
  /** Heaps of all workers together, including their buffers. */
  readonly workerHeapMB: number | null;
  readonly workerBuffersMB: number | null;
}

interface HeapUsage {
  readonly usedSize: number;
  readonly backingStorageSize?: number;
}

/** Queries the workers of a page, through the page's session, for their memory. */
async function watchWorkers(client: CDPSession) {
  const sessions = new Set<string>();
  const answers = new Map<number, (usage: HeapUsage | null) => void>();
  let nextId = 1;
  client.on("Target.attachedToTarget", ({ sessionId }) => sessions.add(sessionId));
  client.on("Target.detachedFromTarget", ({ sessionId }) => sessions.delete(sessionId));
  client.on("Target.receivedMessageFromTarget", ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result?: HeapUsage };
    if (id !== undefined) answers.get(id)?.(result ?? null);
  });
  await client.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  return async (): Promise<HeapUsage[]> => {
    const targets = [...sessions].map((sessionId) => {
      const id = nextId++;
      const answer = new Promise<HeapUsage | null>((resolve) => answers.set(id, resolve));
      const message = JSON.stringify({ id, method: "Runtime.getHeapUsage" });
      return client.send("Target.sendMessageToTarget", { sessionId, message }).then(() => answer);
    });
    const usages = await Promise.all(targets);
    return usages.filter((usage) => usage !== null);
  };
}

/** Monitors the memory of a page and its workers: call `look` often, then `end`. */
export async function watchMemory(page: Page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable");
  const usageOfWorkers = await watchWorkers(client);
  let [heap, workers, buffers] = [0, 0, 0];
  return {
    async measure(): Promise<void> {
      const { metrics } = await client.send("Performance.getMetrics");
      heap = Math.max(heap, metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0);
      const usages = await usageOfWorkers();
      const sum = (pick: (usage: HeapUsage) => number) =>
        usages.reduce((total, usage) => total + pick(usage), 0);
      workers = Math.max(
        workers,
        sum(({ usedSize }) => usedSize),
      );
      buffers = Math.max(
        buffers,
        sum(({ backingStorageSize = 0 }) => backingStorageSize),
      );
    },
    async end(): Promise<PeakMemory> {
      await client.detach();
      return {
        pageHeapMB: heap / 1e6,
        workerHeapMB: workers > 0 ? workers / 1e6 : null,
        workerBuffersMB: buffers > 0 ? buffers / 1e6 : null,
      };
    },
  };
}
