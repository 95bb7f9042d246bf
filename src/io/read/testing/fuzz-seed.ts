import process from "node:process";
import fc from "fast-check";

/** The same damage each time; `FUZZ_SEED=n` tries another. */
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) });
