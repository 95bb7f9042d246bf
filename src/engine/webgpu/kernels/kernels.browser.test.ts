import { describeKernels } from "../../testing/kernels/kernel-suites.ts";
import { webgpuKernels } from "../testing/webgpu-kernels.ts";

describeKernels(webgpuKernels());
