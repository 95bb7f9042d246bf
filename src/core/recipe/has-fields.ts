export type Fields = Readonly<Record<string, unknown>>;

/** Whether a JSON value is an object with named fields. */
export function hasFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
