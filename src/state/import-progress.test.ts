import { expect, it } from "vitest";
import type { ImageRecord } from "../core/dataset/image-record.ts";
import { useDatasetStore } from "./dataset.ts";
import { importWith } from "./import-progress.ts";

const recordOf = (name: string): ImageRecord => ({
  id: name,
  unlabelledId: null,
  name,
  source: name,
  rows: 4,
  columns: 4,
  channels: 1,
  type: "uint8",
  labelled: true,
  group: null,
  part: null,
  cells: 1,
  overlapPixels: 0,
  notes: [],
});

it("updates the page by fast events a few times only, and always by the last state", async () => {
  const total = 24;
  let updates = 0;
  const unsubscribe = useDatasetStore.subscribe(() => updates++);
  await importWith(async ({ onEvent }) => {
    for (let done = 0; done < total; done++) {
      onEvent({ kind: "progress", done, total, current: `image ${done}` });
      onEvent({ kind: "stored", record: recordOf(`image ${done}`), isNew: true });
      onEvent({ kind: "refused", refusal: { file: `spare ${done}`, reason: "spare" } });
    }
    return { stored: [], refused: [] };
  });
  unsubscribe();
  // The start and the end; all events came at once.
  expect(updates).toBe(2);
  const { records, refused, importing, needsReview } = useDatasetStore.getState();
  expect([records.length, refused.length, importing, needsReview]).toEqual([total, total, null, true]);
});
