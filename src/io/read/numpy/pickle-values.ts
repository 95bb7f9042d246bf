/** A class or function named in a pickle; the name is only compared, never looked up or called. */
export interface PickledName {
  readonly kind: "name";
  readonly name: string;
}

/** A recorded call, and the state that the pickle would then set. */
export interface PickledObject {
  readonly kind: "object";
  readonly callee: string;
  readonly arguments: readonly Pickled[];
  state: Pickled;
}

/** A dictionary; keys that are not text are left out. */
export interface PickledDictionary {
  readonly kind: "dictionary";
  readonly entries: Map<string, Pickled>;
}

/** A list, tuple or set. */
export interface PickledList {
  readonly kind: "list";
  readonly items: Pickled[];
}

/** Integers beyond 2^53 are rounded. */
export type Pickled =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | PickledName
  | PickledObject
  | PickledDictionary
  | PickledList;

/** A list of these items. */
export function listOf(items: Pickled[]): PickledList {
  return { kind: "list", items };
}

/** A value as an object of the given kind, or null for any other. */
export function ofKind<Kind extends "name" | "object" | "dictionary" | "list">(
  value: Pickled | undefined,
  kind: Kind,
): Extract<Pickled, { kind: Kind }> | null {
  if (typeof value !== "object" || value === null || !("kind" in value)) return null;
  return value.kind === kind ? (value as Extract<Pickled, { kind: Kind }>) : null;
}
