import { describeClipping } from "../testing/clip-suite.ts";
import { describeExecutor } from "../testing/executor-suite.ts";
import { wasmUnderTest } from "./testing/engine-under-test.ts";

describeExecutor("the executor of the CPU, one thread", wasmUnderTest(1));
describeExecutor("the executor of the CPU, three threads", wasmUnderTest(3));
describeClipping("the engine of the CPU", wasmUnderTest(1));
