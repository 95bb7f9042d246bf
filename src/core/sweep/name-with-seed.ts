/** Name of a run: that of its recipe, and its seed. `withoutSeed` is the inverse. */
export function withSeed(name: string, seed: number): string {
  return `${name}, seed ${seed}`;
}

/** The name of a run without its seed, if it ends with one. */
export function withoutSeed(name: string): string {
  return name.replace(/, seed \d{1,10}$/, "");
}
