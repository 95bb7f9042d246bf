/** A typed number, or why it cannot be parsed: a sentence without the full stop that quotes the text. */
export type TypedNumber = { readonly value: number } | { readonly problem: string };

/** Maximum length of a text parsed as a number, and of its part quoted in a message. */
const LONGEST = 64;
const LONGEST_QUOTE = 24;

/** Accepted spellings of the page's units. */
const UNIT_NAMES: Readonly<Record<string, readonly string[]>> = {
  px: ["px", "pixel", "pixels"],
  "%": ["%", "percent", "per cent"],
  "°": ["°", "deg", "degree", "degrees"],
  "×": ["×", "x"],
  SD: ["sd"],
  epochs: ["epoch", "epochs"],
};

/** Units of length and time that users may type although no field of the page uses them. */
const OTHER_UNITS: readonly string[] = [
  "nm",
  "µm",
  "um",
  "mm",
  "cm",
  "m",
  "s",
  "ms",
  "min",
  "rad",
  "step",
  "steps",
];

const SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Normalises digits, sign, power and space of typed or pasted text. */
function plain(text: string): string {
  return text
    .replace(
      /[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g,
      (power) =>
        `^${[...power].map((mark) => (mark === "⁻" ? "-" : mark === "⁺" ? "+" : SUPERSCRIPT_DIGITS.indexOf(mark))).join("")}`,
    )
    .replace(/[\u2212\u2012\u2013\uFE63\uFF0D]/g, "-")
    .replace(/\s/g, " ")
    .trim();
}

/** Sign; digits with separators; power of ten; trailing text. */
const PARTS =
  /^([+-]?) ?((?:[0-9]|[.,][0-9]|[ '’][0-9])+[.,]?)(?: ?(?:[eE]|[×x*·] ?10 ?(?:\^|\*\*)) ?([+-]? ?[0-9]+))?(.*)$/u;

/** Powers without a factor, e.g. 10^-3. */
const POWER = /^([+-]?) ?10 ?(?:\^|\*\*) ?([+-]? ?[0-9]+)(.*)$/u;

const GROUPED: Readonly<Record<string, RegExp>> = {
  ",": /^[0-9]{1,3}(?:,[0-9]{3})+$/,
  ".": /^[0-9]{1,3}(?:\.[0-9]{3})+$/,
  " ": /^[0-9]{1,3}(?: [0-9]{3})+$/,
  "'": /^[0-9]{1,3}(?:['’][0-9]{3})+$/,
};

const DECIMAL = /^(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)$/;

/** A comma that may be a thousands or a decimal separator; 0,003 and 1234,500 can only be decimals. */
const AMBIGUOUS = /^[1-9][0-9]{0,2},[0-9]{3}$/;

/** Digits without thousands separators and with a decimal point; null if they are malformed. */
function ungrouped(digits: string): string | null {
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  const separator = last < 0 ? "" : digits[last];
  const isGrouping = (whole: string) => Object.values(GROUPED).some((pattern) => pattern.test(whole));
  if (isGrouping(digits) && (separator === "" || digits.indexOf(separator) !== last)) {
    return digits.replace(/[^0-9]/g, "");
  }
  if (DECIMAL.test(digits)) return digits.replace(",", ".");
  const whole = digits.slice(0, last);
  const decimals = digits.slice(last + 1);
  if (last < 0 || !/^[0-9]*$/.test(decimals) || whole.includes(separator) || !isGrouping(whole)) return null;
  return `${whole.replace(/[^0-9]/g, "")}.${decimals}`;
}

function quoted(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return `“${short}”`;
}

/** Why text after a number is not allowed; null if it is the unit of the field, or empty. */
function unitProblem(typed: string, behind: string, unit: string): string | null {
  const name = behind.toLowerCase();
  if (name === "" || name === unit.toLowerCase() || UNIT_NAMES[unit]?.includes(name)) return null;
  if (![...Object.values(UNIT_NAMES).flat(), ...OTHER_UNITS].includes(name))
    return `${typed} is not a number`;
  return unit ? `${typed} is not in ${unit}` : `${typed} has a unit, but this number has none`;
}

/**
 * Parses a number as typed by users: with an exponent (1e-3, 1 × 10^-3), a decimal point or comma, a sign,
 * thousands separators, and the unit of its field. A single comma before three digits is refused, since 1,000
 * is ambiguous; a point is always decimal, as in the page's own numbers.
 * @param unit unit of the field, e.g. `px`; empty for a dimensionless number
 */
export function parseNumber(text: string, unit = ""): TypedNumber {
  const trimmed = text.trim();
  const typed = quoted(trimmed);
  if (trimmed === "") return { problem: "No number was typed" };
  const notANumber = { problem: `${typed} is not a number` };
  if (trimmed.length > LONGEST) return notANumber;
  const typedPlainly = plain(trimmed);
  const power = POWER.exec(typedPlainly);
  const parts = power ? [power[0], power[1], "1", power[2], power[3]] : PARTS.exec(typedPlainly);
  if (!parts) return notANumber;
  const [, sign, digits, exponent = "0", behind] = parts;
  const problem = unitProblem(typed, behind.trim(), unit);
  if (problem !== null) return { problem };
  if (AMBIGUOUS.test(digits)) {
    const [whole, decimals] = digits.split(",");
    return {
      problem: `${typed} can be read as ${sign}${whole}${decimals} or as ${sign}${whole}.${decimals}: type one of these`,
    };
  }
  const decimal = ungrouped(digits);
  if (decimal === null) return notANumber;
  const value = Number(`${sign}${decimal}e${exponent.replace(" ", "")}`);
  if (!Number.isFinite(value)) return { problem: `${typed} is too large for a number of this page` };
  if (value === 0 && /[1-9]/.test(decimal))
    return { problem: `${typed} is too small to be distinguished from 0` };
  // No field distinguishes −0 from 0.
  return { value: value === 0 ? 0 : value };
}

/** A number with all of its digits, for which `parseNumber` is the inverse. */
export function formatNumber(value: number): string {
  return String(value);
}
