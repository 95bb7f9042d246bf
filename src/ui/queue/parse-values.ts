import type { NumberValues } from "../../core/recipe/setting-fields.ts";
import { admitNumber } from "../controls/admit-number.ts";
import { inFraction, inPercent } from "../controls/percent.ts";

/** A typed value: as in the recipe, and as typed. */
export interface TypedValue {
  readonly value: unknown;
  readonly name: string;
}

/** The values of a typed list, and a sentence about each one that is not possible. */
export interface TypedValues {
  readonly values: readonly TypedValue[];
  readonly problems: readonly string[];
}

/** Maximum number of values of a list, and of sentences about it. */
const MOST_VALUES = 200;
const MOST_PROBLEMS = 5;

/** Distance of the largest possible value from an excluded upper limit. */
const JUST_BELOW = 1e-9;

/** Whole numbers from one to another, e.g. `1-5` or `1..5`. */
const RANGE = /^(\d{1,9}) ?(?:-|–|\.\.) ?(\d{1,9})$/;
/** A fraction, e.g. `1/8`. */
const FRACTION = /^(\d{1,4}) ?\/ ?(\d{1,4})$/;

/** The entries of a list: between semicolons, else between commas, else between spaces. */
function entriesOf(text: string): readonly string[] {
  const separator = text.includes(";") ? ";" : text.includes(",") ? "," : /\s+/;
  return text
    .split(separator)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** The entries with ranges of whole numbers written out, no more than can be used. */
function writtenOut(entries: readonly string[], isWhole: boolean): readonly string[] {
  return entries.flatMap((entry) => {
    const range = isWhole ? RANGE.exec(entry) : null;
    if (!range) return [entry];
    const [first, last] = [Number(range[1]), Number(range[2])];
    const count = last - first + 1;
    if (count < 1 || count > MOST_VALUES) return [entry];
    return Array.from({ length: count }, (_, index) => String(first + index));
  });
}

function asNumber(entry: string): string {
  const fraction = FRACTION.exec(entry);
  return fraction && Number(fraction[2]) > 0 ? String(Number(fraction[1]) / Number(fraction[2])) : entry;
}

function otherOf(entry: string, { others }: NumberValues): TypedValue | null {
  const name = entry.toLowerCase();
  const found = others.find((other) => (other ?? "none") === name);
  return found === undefined ? null : { value: found, name };
}

function readValue(entry: string, allowed: NumberValues): TypedValue | string {
  const other = otherOf(entry, allowed);
  if (other) return other;
  const { low, high, isOpen, multipleOf, unit, isFraction } = allowed;
  const shown = (value: number) => (isFraction ? inPercent(value) : value);
  const read = admitNumber(asNumber(entry), {
    min: shown(low),
    max: shown(isOpen ? high - JUST_BELOW : high),
    multipleOf: multipleOf ?? undefined,
    unit,
  });
  if ("problem" in read) return `${read.problem}.`;
  const value = isFraction ? inFraction(read.value) : read.value;
  const isBare = unit === "" || /[^\d.,eE+-]$/.test(entry);
  return { value, name: isBare ? entry : `${entry}${unit === "°" ? "" : " "}${unit}` };
}

/** Reads a typed list of values of a setting. Every value that is not possible is named, and none is changed. */
export function parseValues(text: string, allowed: NumberValues): TypedValues {
  const entries = writtenOut(entriesOf(text), allowed.multipleOf === 1);
  const values: TypedValue[] = [];
  const problems: string[] = [];
  if (entries.length > MOST_VALUES)
    problems.push(`These are ${entries.length} values; at most ${MOST_VALUES} are possible.`);
  for (const entry of entries.slice(0, MOST_VALUES)) {
    const read = readValue(entry, allowed);
    if (typeof read === "string") problems.push(read);
    else if (values.some(({ value }) => value === read.value)) problems.push(`${entry} is listed twice.`);
    else values.push(read);
  }
  const more = problems.length - MOST_PROBLEMS;
  const told = more > 0 ? [...problems.slice(0, MOST_PROBLEMS), `And ${more} more.`] : problems;
  return { values, problems: told };
}
