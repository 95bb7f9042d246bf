import { describeKernels } from "../testing/kernels/kernel-suites.ts";
import { cpuKernels } from "./testing/cpu-kernels.ts";

describeKernels(cpuKernels("exact"));
