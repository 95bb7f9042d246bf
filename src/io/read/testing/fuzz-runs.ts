import process from "node:process";

/** Number of inputs per test; `FUZZ_RUNS=n` changes it. */
export const RUNS = Number(process.env.FUZZ_RUNS ?? 120);
