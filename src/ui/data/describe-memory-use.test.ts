import { expect, test } from "vitest";
import { describeMemoryUse } from "./describe-memory-use.ts";

test("images in memory are reported with reason, number and consequence", () => {
  expect(describeMemoryUse({ reason: "absent", files: 1, bytes: 2048 })).toBe(
    "This browser gives the page no storage (private windows often have none), so 1 image (2.0 KiB) is kept in memory only, until the page is closed.",
  );
  expect(describeMemoryUse({ reason: "full", files: 1200, bytes: 3 * 2 ** 20 })).toBe(
    "The storage that the browser gives this page is full, so 1,200 images (3.0 MiB) are kept in memory only, until the page is closed.",
  );
});
