import { describeWasmConvolution } from "./testing/convolutions-under-test.ts";

describeWasmConvolution("exact");
