import { LabError } from "../../../core/errors.ts";

/** An entry of an annotation file that breaks its rules. The message ends a sentence about it. */
export class EntryError extends LabError {
  override name = "EntryError";
}

/** As many finite numbers as are asked for, from a list. Throws an EntryError. */
export function numbersOf(value: unknown, count: number): number[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const numbers = list.slice(0, count).filter((item) => typeof item === "number" && Number.isFinite(item));
  if (numbers.length < count) throw new EntryError("it holds a value that is no number");
  return numbers as number[];
}

/** A finite number, also where it is written as text. Throws an EntryError. */
export function numberOf(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new EntryError("it holds a value that is no number");
}
