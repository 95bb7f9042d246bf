import { expect, test } from "vitest";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { workQuietly } from "./cells-work.ts";
import { useDatasetStore } from "./dataset.ts";
import { judgeNetworks } from "./judge-networks.ts";
import { useRunStore } from "./run.ts";
import { useVerdict } from "./verdict.ts";

const record = (id: string): ImageRecord => ({
  id,
  unlabelledId: null,
  name: id,
  source: id,
  rows: 8,
  columns: 8,
  channels: 1,
  type: "uint8",
  labelled: true,
  group: null,
  part: id === "v" ? "validation" : "training",
  cells: 1,
  overlapPixels: 0,
  notes: [],
});

test("a verdict waits for scores that are being computed again, and does not abort them", () => {
  useDatasetStore.setState({ records: [record("t"), record("v")] });
  useRunStore.setState({ trained: ["semantic"] });
  let given: AbortSignal | null = null;
  const started = workQuietly((signal) => {
    given = signal;
    return new Promise(() => {});
  });
  judgeNetworks();
  expect(started).toBe(true);
  expect(given).toMatchObject({ aborted: false });
  expect(useVerdict.getState().judging).toBe(false);
});
