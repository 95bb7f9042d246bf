import { expect, test } from "vitest";
import { describeWarnings } from "./describe-warnings.ts";

test.each([
  [[0, 0, 0], ""],
  [[1, 0, 0], "1 file was not used. The table of pairs shows why."],
  [[0, 1, 0], "1 image has no mask. It will be segmented, not trained on. The table of pairs shows why."],
  [
    [3, 2, 1],
    "3 files were not used. 2 images have no masks. They will be segmented, not trained on. 1 image has notes. The table of pairs shows why.",
  ],
])("what an import of %j left open", ([refused, withoutMask, noted], text) => {
  expect(describeWarnings({ refused, withoutMask, noted })).toBe(text);
});
