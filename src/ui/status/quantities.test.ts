import { expect, test } from "vitest";
import { formatBytes, formatFlops, formatMilliseconds, formatSeconds } from "./quantities.ts";

test("bytes", () => {
  expect([0, 1023, 1024, 15 * 1024, 84.4 * 1024 ** 2, 3.25 * 1024 ** 3].map(formatBytes)).toEqual([
    "0 B",
    "1023 B",
    "1.0 KiB",
    "15 KiB",
    "84 MiB",
    "3.3 GiB",
  ]);
});

test("durations", () => {
  expect([-1, 0.4, 59.4, 59.6, 200, 7500].map(formatSeconds)).toEqual([
    "0 s",
    "0 s",
    "59 s",
    "1 min 0 s",
    "3 min 20 s",
    "2 h 5 min",
  ]);
  expect([0.42, 41.3, 2600].map(formatMilliseconds)).toEqual(["0.4 ms", "41 ms", "2.6 s"]);
});

test("arithmetic", () => {
  expect([0, 999, 1500, 128e6, 1.44e9, 9.7e12, 2e16].map(formatFlops)).toEqual([
    "0 FLOP",
    "999 FLOP",
    "1.5 kFLOP",
    "128 MFLOP",
    "1.4 GFLOP",
    "9.7 TFLOP",
    "20000 TFLOP",
  ]);
});
