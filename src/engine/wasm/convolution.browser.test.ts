import { describeWasmConvolution } from "./testing/convolutions-under-test.ts";

// The relaxed kernels have tiles of their own.
describeWasmConvolution("relaxed");
