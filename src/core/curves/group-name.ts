/** What is left of the seed at the end of the common beginning of `Crop 64, seed 1` and `Crop 64, seed 12`. */
const SEED_END = /[\s,·-]*(?:seed\s*\d*)?$/i;

/** Fewest letters of a beginning that says something. */
const FEWEST_LETTERS = 3;

function commonBeginning(names: readonly string[]): string {
  const [first = ""] = names;
  let length = first.length;
  for (const name of names) {
    while (!name.startsWith(first.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

/** Label of several runs that differ in their seed: what their names have in common, else the first name. */
export function groupLabel(names: readonly string[]): string {
  const beginning = commonBeginning(names);
  const stem = names.every((name) => name === beginning) ? beginning : beginning.replace(SEED_END, "");
  return stem.length >= FEWEST_LETTERS ? stem : (names[0] ?? "");
}

/** The label of such runs with their number. */
export function groupName(names: readonly string[]): string {
  return `${groupLabel(names)} · ${names.length} seeds`;
}
