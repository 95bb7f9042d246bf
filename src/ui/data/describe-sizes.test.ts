import { expect, test } from "vitest";
import { describeSizes } from "./describe-sizes.ts";

const sizes = (...counts: (readonly [size: string, images: number])[]) =>
  describeSizes({ sizes: counts.map(([size, images]) => ({ size, images })) });

test("one size alone, several with their counts, the rest together", () => {
  expect(sizes(["256 × 256", 7])).toBe("256 × 256 px");
  expect(sizes(["256 × 256", 2], ["640 × 512", 1])).toBe("256 × 256 px (2), 640 × 512 px (1)");
  expect(sizes(["8 × 8", 5], ["9 × 8", 4], ["7 × 7", 3], ["6 × 6", 2], ["5 × 5", 2])).toBe(
    "8 × 8 px (5), 9 × 8 px (4), 7 × 7 px (3), other sizes (4)",
  );
});
