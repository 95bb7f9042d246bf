/**
 * What happens to a gradient before it is stored. `accumulate` adds what other readers of the same values have already
 * written there; `mask` then sets it to 0 where the ReLU that made those values gave 0.
 */
export interface Epilogue {
  readonly accumulate: boolean;
  readonly mask: boolean;
}

/** WGSL that stores `value` in the view `target`; `mask` is the view of the values after the ReLU. */
export function store(epilogue: Epilogue, value: string, pixel = "pixel", vector = "vector"): string {
  const place = `${pixel}, ${vector}`;
  const sum = epilogue.accumulate ? `target_at(${place}) + ${value}` : value;
  const masked = epilogue.mask ? `select(vec4f(0), ${sum}, mask_at(${place}) > vec4f(0))` : sum;
  return `store_target(${place}, ${masked});`;
}

/** In words, for the names of variants. */
export function epilogueName({ accumulate, mask }: Epilogue): string[] {
  return [...(accumulate ? ["adds"] : []), ...(mask ? ["ReLU mask"] : [])];
}

const MASK = { mask: "read" } as const;

/** The views that an epilogue needs beside those of the kernel's own. */
export function epilogueViews({ mask }: Epilogue): { readonly target: "write"; readonly mask?: "read" } {
  return { ...(mask ? MASK : {}), target: "write" };
}
