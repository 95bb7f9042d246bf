import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, inject } from "vitest";
import { skipNote } from "../../nets/testing/reference-arrays.ts";
import { describeReference, describeRepeatability } from "../testing/reference-suite.ts";
import { wasmUnderTest } from "./testing/engine-under-test.ts";

const folder = inject("reference");

async function read(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(join(folder, name));
  return new Uint8Array(bytes).buffer;
}

describe.skipIf(!folder)(`against the reference networks${skipNote(folder)}`, () => {
  describeReference("compiled CPU", wasmUnderTest(), read);
  describeRepeatability("compiled CPU", wasmUnderTest(2), read);
});
