import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HAS_SHARED_DATA, SHARED_DATA, SHARED_NOTE } from "../src/io/read/testing/test-files.ts";
import { scoreLabels } from "./score.ts";

/** The two folders of a reported comparison. */
const score = (name: string) => {
  const [truth, found] = ["truth", "pred"].map((side) => join(SHARED_DATA, "reports", name, side));
  return scoreLabels(truth, found);
};

describe.skipIf(!HAS_SHARED_DATA)(`reported comparisons${SHARED_NOTE}`, () => {
  it.each(["s01_binary_score", "s02_ctc_score", "s04_ids"])("%s: identical cells score 1", async (name) => {
    const { images, ap50, kaggle, pq } = await score(name);
    expect({ images, ap50, kaggle, pq }).toEqual({ images: 1, ap50: 1, kaggle: 1, pq: 1 });
  });

  it("s03_empty: no predicted cells score 1 on an empty image, else 0", async () => {
    const { perImage } = await score("s03_empty");
    expect(Object.fromEntries(perImage.map(({ name, kaggle }) => [name, kaggle]))).toEqual({ a: 1, b: 0 });
  });
});
