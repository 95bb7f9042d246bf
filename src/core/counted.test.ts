import { expect, test } from "vitest";
import { counted } from "./counted.ts";

test("counts", () => {
  expect([counted(1, "image"), counted(1234, "cell"), counted(2, "mask of", "masks of")]).toEqual([
    "1 image",
    "1,234 cells",
    "2 masks of",
  ]);
});
