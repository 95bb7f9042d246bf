import type { Variant } from "../../plan/ir/dispatch.ts";
import type { KernelName } from "../../plan/ir/kernel-names.ts";
import type { ConstantType, Named, Signature, VariantOf } from "../../plan/ir/signature.ts";
import type { Kernel } from "./kernel.ts";
import type { KernelText } from "./kernel-text.ts";
import { writeKernel } from "./write-kernel.ts";

/** The WebGPU kernels of one signature. */
export interface KernelFamily<Name extends KernelName = KernelName> {
  readonly name: Name;
  /**
   * The kernel of a variant, always the same object.
   * @throws RangeError when its WGSL reads an undeclared size
   */
  kernelOf(variant: Variant): Kernel;
}

/** One text for all variants, or one for each. */
export type TextOf<Constants> = KernelText | ((variant: Constants) => KernelText);

/**
 * Defines the kernels of a signature by their WGSL: one text for all variants, or one for each.
 *
 * @param operation The signature, as made by `defineOperation`.
 */
export function defineKernel<Name extends KernelName, Constants extends Named<ConstantType>>(
  operation: { readonly signature: Signature<Name, Constants> },
  text: TextOf<VariantOf<Constants>>,
): KernelFamily<Name> {
  const { signature } = operation;
  const made = new Map<string, Kernel>();
  return {
    name: signature.name,
    kernelOf(variant) {
      const key = JSON.stringify(variant);
      const known = made.get(key);
      if (known) return known;
      // The variant of a dispatch has the constants of its signature.
      const own = typeof text === "function" ? text(variant as VariantOf<Constants>) : text;
      const kernel = writeKernel(signature, variant, own);
      made.set(key, kernel);
      return kernel;
    },
  };
}

/** Defines the kernels of several signatures by their names, see `defineKernel`. */
export function defineKernels<Name extends KernelName>(
  signatures: { readonly [Own in Name]: Signature<Own> },
  texts: { readonly [Own in Name]: TextOf<never> },
): { readonly [Own in Name]: KernelFamily<Own> } {
  const families = (Object.keys(signatures) as Name[]).map((name) => [
    name,
    defineKernel({ signature: signatures[name] }, texts[name] as TextOf<Variant>),
  ]);
  return Object.fromEntries(families) as { readonly [Own in Name]: KernelFamily<Own> };
}
