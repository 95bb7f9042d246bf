/**
 * Constants of the epilogue of a gradient. `accumulate` adds to the gradient already stored by other readers of
 * the same values; `mask` then sets the sum to 0 where the output of the preceding ReLU is 0.
 */
export const EPILOGUE = { accumulate: "flag", mask: "flag" } as const;

/** Views of the epilogue, in addition to those of the operation; `mask` is the output of the ReLU. */
export const EPILOGUE_VIEWS = { mask: "read", target: "write" } as const;

/** The mask is present if the constant `mask` is set. */
export const MASKED = { mask: { mask: true } } as const;
