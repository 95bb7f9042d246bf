import type { Variant } from "../../plan/ir/dispatch.ts";
import { iterationOf, kindOf } from "../../plan/ir/iteration.ts";
import { hasOperand, type Named, type Signature, type ViewAccess } from "../../plan/ir/signature.ts";
import { ITERATION_WGSL } from "./iteration-wgsl.ts";
import { type Access, type Binding, type Kernel, WORKGROUP } from "./kernel.ts";
import type { KernelText } from "./kernel-text.ts";
import { bindingOf, viewHelpers, viewSizeNames } from "./view-wgsl.ts";

/** The views of a variant, then its other arrays. */
function bindingsOf(
  { views, reads, writes }: Signature,
  isPresent: (operand: string) => boolean,
  placeholders: Named<string> = {},
): readonly Binding[] {
  const binding = (operand: string, element: string, access: Access): Binding => ({
    name: bindingOf(operand),
    element,
    access,
    operands: [operand, ...(operand in placeholders ? [placeholders[operand]] : [])],
  });
  const accessOf = (access: ViewAccess): Access => (access === "read" ? "read" : "read_write");
  return [
    ...Object.entries(views).map(([name, access]) => binding(name, "vec4f", accessOf(access))),
    ...Object.entries(reads).map(([name, element]) => binding(name, element, "read")),
    ...Object.entries(writes).map(([name, element]) => binding(name, element, "read_write")),
  ].filter(({ operands: [own] }) => isPresent(own));
}

/**
 * Throws a RangeError when the WGSL reads an undeclared size, which would otherwise fail only when the GPU
 * compiles it.
 */
function checkSizes(kernel: string, sizes: readonly string[], wgsl: string): void {
  const missing = [...wgsl.matchAll(/\bsizes\.(\w+)/g)].find(([, size]) => !sizes.includes(size));
  if (missing) throw new RangeError(`the kernel ${kernel} reads ${missing[0]}, which it does not have`);
}

/**
 * Generates the WGSL of a variant around its text. Throws a RangeError when it reads an undeclared size.
 */
export function writeKernel(signature: Signature, constants: Variant, text: KernelText): Kernel {
  const { name = signature.name, variant = "", explanation, declarations = "", body } = text;
  const isPresent = (operand: string) => hasOperand(signature, operand, constants) !== false;
  const [iteration] = iterationOf(signature.over);
  const [kind] = kindOf(signature.over);
  const views = Object.keys(signature.views).filter(isPresent);
  const bindings = bindingsOf(signature, isPresent, text.placeholders);
  const sizes = [...iteration.sizes, ...signature.sizes, ...viewSizeNames(views)];
  const declared = bindings.map(
    ({ name, element, access }, index) =>
      `@group(0) @binding(${index}) var<storage, ${access}> ${name}: array<${element}>;`,
  );
  const parts = [
    `struct Sizes {\n${sizes.map((size) => `  ${size}: u32,`).join("\n")}\n}`,
    [...declared, `@group(0) @binding(${bindings.length}) var<uniform> sizes: Sizes;`].join("\n"),
    ...viewHelpers(views, declarations + body),
    declarations.trim(),
    `@compute @workgroup_size(${WORKGROUP})
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = workgroup.x + workgroup.y * workgroups.x;
  let thread = group * ${WORKGROUP}u + lane;
${[ITERATION_WGSL[kind], body]
  .map((lines) => lines.replace(/^\n/, ""))
  .filter((lines) => lines !== "")
  .join("\n")}
}`,
  ];
  const wgsl = `${parts.filter((part) => part !== "").join("\n\n")}\n`;
  checkSizes(name, sizes, body + declarations);
  return { name, variant, explanation, bindings, sizes, wgsl };
}
