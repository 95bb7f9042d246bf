import type { VariantOf } from "../../plan/ir/signature.ts";
import type { EPILOGUE } from "../../plan/operations/epilogue.ts";

/** Constants of an epilogue, see `EPILOGUE`. */
type Epilogue = VariantOf<typeof EPILOGUE>;

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
