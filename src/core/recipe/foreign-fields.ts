/** Levels of objects in a recipe, with room for more; the deepest setting has 4. */
const DEEPEST = 12;

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/**
 * What in a value from an untrusted source cannot be part of a recipe, whatever its settings, as the end of a
 * sentence; null if there is nothing. Names such as `__proto__` and `constructor` exist in every object, so that a
 * check against the names of the settings would not notice them.
 */
export function whyForeign(value: unknown, depth = 0): string | null {
  if (!isObject(value)) return null;
  if (depth > DEEPEST) return `its fields are nested more than ${DEEPEST} levels deep`;
  for (const [name, inner] of Object.entries(value)) {
    if (name in Object.prototype) return `${name} is not a setting`;
    const reason = whyForeign(inner, depth + 1);
    if (reason !== null) return reason;
  }
  return null;
}
