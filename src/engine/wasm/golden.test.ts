import { readFile } from "node:fs/promises";
import { golden } from "../../core/testing/golden.ts";
import { describeAuthorHead } from "../testing/author-head-suite.ts";
import { describeGolden } from "../testing/golden-suite.ts";
import { describeSharedNet } from "../testing/shared-net-suite.ts";
import { wasmUnderTest } from "./testing/engine-under-test.ts";

async function read(name: string): Promise<ArrayBuffer> {
  const bytes = await readFile(golden(`pytorch/${name}`));
  return new Uint8Array(bytes).buffer;
}

describeGolden("compiled CPU against PyTorch", wasmUnderTest(), read);
describeAuthorHead("compiled CPU with the author's head", wasmUnderTest(), read);
describeSharedNet("compiled CPU with three heads", wasmUnderTest(), read);
