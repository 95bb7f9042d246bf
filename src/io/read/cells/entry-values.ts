import { LabError } from "../../../core/errors.ts";

/** An invalid entry of an annotation file. The message ends a sentence about the entry. */
export class EntryError extends LabError {
  override name = "EntryError";
}

/** The first `count` numbers of a list, all finite. Throws an EntryError. */
export function numbersOf(value: unknown, count: number): number[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const numbers = list.slice(0, count).filter((item) => typeof item === "number" && Number.isFinite(item));
  if (numbers.length < count) throw new EntryError("it holds a value that is not a number");
  return numbers as number[];
}

/** A finite number, possibly written as text. Throws an EntryError. */
export function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new EntryError("it holds a value that is not a number");
}
