import { describeAgreement } from "../testing/agreement-suite.ts";
import { tfjsUnderTest } from "../tfjs/testing/engine-under-test.ts";
import { wasmUnderTest } from "../wasm/testing/engine-under-test.ts";

describeAgreement(
  "the engine of the CPU and tfjs",
  [wasmUnderTest(1), wasmUnderTest(3)],
  tfjsUnderTest("cpu"),
);
