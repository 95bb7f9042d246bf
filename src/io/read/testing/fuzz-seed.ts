import process from "node:process";
import fc from "fast-check";

/** Damage is reproducible; `FUZZ_SEED=n` changes the seed. */
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) });
