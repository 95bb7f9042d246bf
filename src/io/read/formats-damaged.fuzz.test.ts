import { readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, it } from "vitest";
import { mustEndWell } from "./testing/damage-suite.ts";
import { damagedBytes } from "./testing/damaged-bytes.ts";
import { RUNS } from "./testing/fuzz-runs.ts";
import { HAS_SHARED_DATA, SHARED_DATA, SHARED_NOTE, sharedBytes } from "./testing/test-files.ts";

/**
 * The runs of a format are divided among its files, since more than half of the files are TIFFs; this is the
 * minimum fraction per file.
 */
const SMALLEST_FRACTION = 0.06;

const files = HAS_SHARED_DATA
  ? readdirSync(join(SHARED_DATA, "formats")).filter((name) => !/\.(json|zip|webp)$/.test(name))
  : [];

const formatOf = (name: string) => name.slice(name.lastIndexOf("."));
const runsOf = (name: string) =>
  Math.ceil(
    RUNS *
      Math.max(SMALLEST_FRACTION, 1 / files.filter((other) => formatOf(other) === formatOf(name)).length),
  );

describe.skipIf(!HAS_SHARED_DATA)(`files of many programs${SHARED_NOTE}`, () => {
  it.each(files)("never crash the reader when damaged: %s", (name) => {
    const whole = sharedBytes(`formats/${name}`);
    // Most of a file is pixels; the metadata are at its beginning and its end.
    const ends = fc.oneof(
      damagedBytes(whole),
      damagedBytes(whole.subarray(0, 600)).map((head) => Uint8Array.from([...head, ...whole.subarray(600)])),
      damagedBytes(whole.subarray(-600)).map((tail) =>
        Uint8Array.from([...whole.subarray(0, -600), ...tail]),
      ),
    );
    fc.assert(
      fc.property(ends, (bytes) => mustEndWell(name, bytes)),
      { numRuns: runsOf(name) },
    );
  });
});
