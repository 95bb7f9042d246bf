import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { describeReference } from "../testing/reference-suite.ts";
import { tfjsUnderTest } from "./testing/engine-under-test.ts";

const folder = inject("reference");

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeReference("tfjs CPU", tfjsUnderTest("cpu"), async (name) => {
    const bytes = await readFile(join(folder, name));
    return new Uint8Array(bytes).buffer;
  });
});
