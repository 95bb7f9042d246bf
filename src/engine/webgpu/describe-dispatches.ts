import type { DescribedDispatch } from "../describe/describe-step.ts";
import type { DescribedKernel } from "../describe/step-description.ts";
import type { Dispatch } from "../plan/ir/dispatch.ts";
import { bindDispatch } from "./ir/bind-dispatch.ts";
import { type Kernel, WORKGROUP } from "./ir/kernel.ts";
import { kernelOf } from "./kernels/kernels.ts";

function describedKernel({ name, variant, explanation, bindings, sizes, wgsl }: Kernel): DescribedKernel {
  return { name, variant, explanation, bindings, sizes, source: wgsl };
}

/** Returns a function that describes how WebGPU runs the dispatches of one plan. */
export function describeDispatches(): (dispatch: Dispatch) => DescribedDispatch {
  const known = new Map<Kernel, DescribedKernel>();
  return (dispatch) => {
    const own = kernelOf(dispatch.kernel);
    const kernel = known.get(own) ?? describedKernel(own);
    known.set(own, kernel);
    const { workgroups, ...bound } = bindDispatch(own, dispatch);
    return { kernel, ...bound, workgroups, units: workgroups * WORKGROUP };
  };
}
