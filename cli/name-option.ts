import { UsageError } from "./command.ts";

/** The element of `names` given by `--option`. Throws a UsageError. */
export function oneOf<Name extends string>(option: string, names: readonly Name[], text: string): Name {
  const found = names.find((name) => name === text);
  if (found === undefined) {
    throw new UsageError(`--${option} must be ${names.join(" or ")}, but it is "${text}".`);
  }
  return found;
}
