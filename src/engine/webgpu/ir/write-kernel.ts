import { iterationOf } from "../../plan/ir/iteration.ts";
import { type Binding, type Kernel, WORKGROUP } from "./kernel.ts";
import type { AnyText } from "./kernel-text.ts";
import { bindingOf, viewHelpers, viewSizeNames } from "./view-wgsl.ts";

function bindingsOf({ views = {}, reads = {}, writes = {} }: AnyText): readonly Binding[] {
  return [
    ...Object.entries(views).map(
      ([name, access]): Binding => ({
        name: bindingOf(name),
        element: "vec4f",
        access: access === "read" ? "read" : "read_write",
      }),
    ),
    ...Object.entries(reads).map(([name, element]): Binding => ({ name, element, access: "read" })),
    ...Object.entries(writes).map(([name, element]): Binding => ({ name, element, access: "read_write" })),
  ];
}

/**
 * Throws a RangeError when the WGSL reads an undeclared size, which would otherwise fail only when the GPU
 * compiles it.
 */
function checkSizes(kernel: string, sizes: readonly string[], wgsl: string): void {
  const missing = [...wgsl.matchAll(/\bsizes\.(\w+)/g)].find(([, size]) => !sizes.includes(size));
  if (missing) throw new RangeError(`the kernel ${kernel} reads ${missing[0]}, which it does not have`);
}

/** Generates the WGSL of a declaration. Throws a RangeError when it reads an undeclared size. */
export function writeKernel(text: AnyText): Kernel {
  const { name, variant = "", explanation, views = {}, declarations = "", body } = text;
  const [iteration] = iterationOf(text.over);
  const bindings = bindingsOf(text);
  const sizes = [...iteration.sizes, ...(text.sizes ?? []), ...viewSizeNames(Object.keys(views))];
  const declared = bindings.map(
    ({ name, element, access }, index) =>
      `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  const parts = [
    `struct Sizes {\n${sizes.map((size) => `  ${size}: u32,`).join("\n")}\n}`,
    [...declared, `@group(0) @binding(${bindings.length}) var<uniform> sizes: Sizes;`].join("\n"),
    ...viewHelpers(Object.keys(views), declarations + body),
    declarations.trim(),
    `@compute @workgroup_size(${WORKGROUP})
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.x + workgroup.y * workgroups.x;
  let thread = group * ${WORKGROUP}u + lane;
${[iteration.wgsl, body]
  .map((lines) => lines.replace(/^\n/, ""))
  .filter((lines) => lines !== "")
  .join("\n")}
}`,
  ];
  const wgsl = `${parts.filter((part) => part !== "").join("\n\n")}\n`;
  checkSizes(name, sizes, body + declarations);
  return { name, variant, explanation, bindings, sizes, wgsl };
}
