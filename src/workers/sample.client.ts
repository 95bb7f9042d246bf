import type { TargetSample } from "../core/dataset/sampling/batch.ts";
import { openMemoryPort } from "./memory-host.ts";
import type { SampleCalls, SlotRange } from "./sample.protocol.ts";
import { connectWorker } from "./worker-remote.ts";

const BROKEN = "A worker that prepares samples stopped. Try again; the images and trained networks are kept.";
const MAX_WORKERS = 4;

/** The sample workers: one serves the panels, all of them serve a run. */
export interface SampleClient {
  show: (args: SampleCalls["show"]["args"]) => Promise<SampleCalls["show"]["result"]>;
  /** Samples of a run as its network gets them, drawn by all sample workers together. */
  trainingSamples: (range: SlotRange, signal: AbortSignal) => Promise<readonly TargetSample[]>;
  /** A port to each sample worker, for the train worker. */
  openPorts: () => Promise<MessagePort[]>;
}

/**
 * Starts the sample workers, one per core beyond the first, at most four. `onBroken` is called when one of
 * them stops; the client is unusable from then on.
 */
export function createSampleClient(onBroken: (sentence: string) => void): SampleClient {
  const count = Math.max(1, Math.min(MAX_WORKERS, (navigator.hardwareConcurrency ?? 2) - 1));
  const remotes = Array.from({ length: count }, () => {
    const remote = connectWorker<SampleCalls>(
      new Worker(new URL("./sample.worker.ts", import.meta.url), { type: "module", name: "sample" }),
      BROKEN,
      onBroken,
    );
    const port = openMemoryPort();
    // `onBroken` reports a broken worker; its pending calls no longer matter.
    remote.call("attachMemory", { port }, { transfer: [port] }).catch(() => {});
    return remote;
  });
  return {
    show: (args) => remotes[0].call("show", args),
    trainingSamples: async (range, signal) => {
      const each = Math.ceil(range.count / count);
      const end = range.from + range.count;
      const parts = await Promise.all(
        remotes.map((remote, worker) => {
          const from = Math.min(end, range.from + worker * each);
          return remote.call(
            "trainingSamples",
            { ...range, from, count: Math.min(each, end - from) },
            { signal },
          );
        }),
      );
      return parts.flat();
    },
    openPorts: () =>
      Promise.all(
        remotes.map(async (remote) => {
          const { port1, port2 } = new MessageChannel();
          await remote.call("attach", { port: port1 }, { transfer: [port1] });
          return port2;
        }),
      ),
  };
}
