import { describeResuming } from "../testing/resume-suite.ts";
import { compiledUnderTest } from "./testing/engine-under-test.ts";

describeResuming("a training on compiled WebGPU", compiledUnderTest(), 1, [
  ["semantic", "Adam"],
  ["joint", "SGD"],
]);
