import { readFile } from "node:fs/promises";
import { golden } from "../../core/testing/golden.ts";
import { describeGolden } from "../testing/golden-suite.ts";
import { wasmUnderTest } from "./testing/engine-under-test.ts";

describeGolden("compiled CPU against PyTorch", wasmUnderTest(), async (name) => {
  const bytes = await readFile(golden(`pytorch/${name}`));
  return new Uint8Array(bytes).buffer;
});
