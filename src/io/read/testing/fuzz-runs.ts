import process from "node:process";

/** Inputs of a kind that a test makes; `FUZZ_RUNS=n` for others. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 200);
