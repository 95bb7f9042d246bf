import { SOURCES } from "virtual:wasm-kernels";
import type { DescribedDispatch } from "../describe/describe-step.ts";
import type { DescribedKernel } from "../describe/step-description.ts";
import type { Dispatch, Variant } from "../plan/ir/dispatch.ts";
import { SIGNATURES } from "../plan/signatures.ts";
import { dispatchNeeds } from "./dispatch-needs.ts";
import { WASM_KERNELS } from "./kernel-order.ts";
import { recordFields } from "./record-fields.ts";

type WasmKernelName = (typeof WASM_KERNELS)[number];

const isWasmKernel = (name: string): name is WasmKernelName =>
  (WASM_KERNELS as readonly string[]).includes(name);

/** Constants that divide the work of a GPU among its threads. */
const TILES: ReadonlySet<string> = new Set(["pixels", "vectors", "inVectors", "outVectors"]);

/** The specialisation in words, e.g. `3x3` or `accumulate, mask`. */
function describeVariant(variant: Variant): string {
  return Object.entries(variant)
    .flatMap(([name, value]) => {
      if (value === false || TILES.has(name)) return [];
      if (value === true) return [name];
      if (typeof value === "string") return [value];
      if (name === "size") return [`${value}x${value}`];
      return [`${name} ${typeof value === "number" ? value : value.join(" ")}`];
    })
    .join(", ");
}

const FUNCTIONS = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\nexport function (\w+)\(/g;

/** The comment on the function of a kernel in its source. */
function explanationOf(name: WasmKernelName, source: string): string {
  const compact = (text: string) => text.replaceAll(" ", "").toLowerCase();
  const [, comment = ""] =
    [...source.matchAll(FUNCTIONS)].find(([, , found]) => compact(found) === compact(name)) ?? [];
  return comment.replaceAll(/\s*\n\s*\* ?/g, " ").trim();
}

function describedKernel({ kernel: { name, variant }, operands }: Dispatch): DescribedKernel {
  if (!isWasmKernel(name)) throw new RangeError(`the kernel ${name} does not run on the CPU`);
  const signature = SIGNATURES[name];
  const { views, reads, writes } = signature;
  const source = SOURCES[name];
  const elements = {
    ...Object.fromEntries(Object.keys(views).map((view) => [view, "vec4f"])),
    ...reads,
    ...writes,
  };
  return {
    name,
    variant: describeVariant(variant),
    explanation: explanationOf(name, source),
    bindings: Object.entries(elements)
      .filter(([operand]) => operand in operands)
      .map(([operand, element]) => ({
        name: operand,
        // The names of the AssemblyScript text.
        element: element === "vec4f" ? "v128" : element,
        access: operand in writes || views[operand] === "write" ? "read_write" : "read",
      })),
    sizes: recordFields(signature)
      .filter(({ holds }) => holds === "size")
      .map(({ of }) => of),
    source,
  };
}

/** Returns a function that describes how the CPU engine runs the dispatches of one plan. */
export function describeDispatches(module: WebAssembly.Module): (dispatch: Dispatch) => DescribedDispatch {
  const needsOf = dispatchNeeds(module);
  const known = new Map<string, DescribedKernel>();
  return (dispatch) => {
    const { kernel: choice, operands, sizes } = dispatch;
    const key = JSON.stringify([choice, Object.keys(operands)]);
    const kernel = known.get(key) ?? describedKernel(dispatch);
    known.set(key, kernel);
    return {
      kernel,
      operands: kernel.bindings.map(({ name }) => operands[name]),
      sizes: kernel.sizes.map((name) => sizes[name]),
      units: needsOf(dispatch).jobs,
      workgroups: null,
    };
  };
}
