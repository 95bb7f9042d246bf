import { describe, expect, it } from "vitest";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./testing/test-files.ts";

describe.skipIf(!HAS_SHARED_DATA)(`reported cases${SHARED_NOTE}`, () => {
  it("reads labels of -1 as ignored pixels (c31)", async () => {
    const { images, refused } = await importAll(await dropOf("reports/c31_ignore_minus1"));
    expect(refused).toEqual([]);
    const [{ record, labels }] = images;
    const ignored = labels.data.filter((id) => id === -1).length;
    expect(ignored).toBeGreaterThan(0);
    expect(record.notes).toContain(`${ignored} px are marked as ignored (-1); they are not trained on.`);
    expect(record.cells).toBe(new Set(labels.data.filter((id) => id > 0)).size);
  });
});
