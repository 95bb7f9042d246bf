import type { Region } from "../ir/dispatch.ts";
import { regionOf, type View } from "../ir/view.ts";

/**
 * What happens to a gradient before it is stored. `accumulate` adds what other readers of the same values have already
 * written there; `mask` then sets it to 0 where the ReLU that made those values gave 0.
 */
export interface Epilogue {
  readonly accumulate: boolean;
  readonly mask: boolean;
}

/** WGSL that stores `value` at `target[at]`; `maskAt` is the place in `mask`, the values after the ReLU. */
export function store(epilogue: Epilogue, value: string, at: string, maskAt: string): string {
  const sum = epilogue.accumulate ? `(target_[${at}] + ${value})` : value;
  const masked = epilogue.mask ? `select(vec4f(0), ${sum}, mask[${maskAt}] > vec4f(0))` : sum;
  return `target_[${at}] = ${masked};`;
}

/** In words, for the names of variants. */
export function epilogueName({ accumulate, mask }: Epilogue): string[] {
  return [...(accumulate ? ["adds"] : []), ...(mask ? ["ReLU mask"] : [])];
}

/** Bindings and operands that an epilogue needs beside the target's. */
export const MASK_READS = { mask: "vec4f" } as const;

/** Operand of the mask; none without one. */
export function maskOperand(mask: View | null): Record<string, Region> {
  return mask ? { mask: regionOf(mask) } : {};
}
