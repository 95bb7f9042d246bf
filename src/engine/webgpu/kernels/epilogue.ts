/**
 * Epilogue of a gradient kernel. `accumulate` adds to the gradient already stored by other readers of the
 * same values; `mask` then sets the sum to 0 where the output of the preceding ReLU is 0.
 */
export interface Epilogue {
  readonly accumulate: boolean;
  readonly mask: boolean;
}

/** WGSL that stores `value` in the view `target`; `mask` is the view of the ReLU output. */
export function store(epilogue: Epilogue, value: string, pixel = "pixel", vector = "vector"): string {
  const place = `${pixel}, ${vector}`;
  const sum = epilogue.accumulate ? `target_at(${place}) + ${value}` : value;
  const masked = epilogue.mask ? `select(vec4f(0), ${sum}, mask_at(${place}) > vec4f(0))` : sum;
  return `store_target(${place}, ${masked});`;
}

/** Text for the names of variants. */
export function epilogueName({ accumulate, mask }: Epilogue): string[] {
  return [...(accumulate ? ["adds"] : []), ...(mask ? ["ReLU mask"] : [])];
}

const MASK = { mask: "read" } as const;

/** Views of the epilogue, in addition to those of the kernel. */
export function epilogueViews({ mask }: Epilogue): { readonly target: "write"; readonly mask?: "read" } {
  return { ...(mask ? MASK : {}), target: "write" };
}
