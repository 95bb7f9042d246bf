import { LabError } from "./errors.ts";

/** Licences for a published model, by their SPDX identifiers. */
export const LICENCES = {
  "CC-BY-4.0": "Creative Commons Attribution 4.0",
  "CC0-1.0": "Creative Commons Zero, public domain",
  MIT: "MIT",
  "BSD-3-Clause": "BSD, 3 clauses",
  "Apache-2.0": "Apache 2.0",
} as const;

export type Licence = keyof typeof LICENCES;

/** All licences, the usual one first. */
export const LICENCE_NAMES = Object.keys(LICENCES) as readonly Licence[];

/** What a published model says of its makers. */
export interface ModelCard {
  readonly name: string;
  /** At least one. */
  readonly authors: readonly string[];
  readonly licence: Licence;
}

/** A card lacks something, or says something that a published model may not. */
class ModelCardError extends LabError {
  override name = "ModelCardError";
}

const SHORTEST_NAME = 5;
const LONGEST_NAME = 128;
/** Characters that bioimage.io allows in the name of a model. */
const NAME = /^[\p{L}\p{N} _+\-().]*$/u;
/** Characters that it does not allow in the name of an author. */
const NOT_IN_AUTHORS = /[/\\]/;

/** The names in a text, separated by semicolons. */
export function authorsOf(text: string): readonly string[] {
  return text
    .split(";")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** Why a card cannot be published, with what to do; null if it can. */
export function whyNoCard({ name, authors }: ModelCard): string | null {
  if (authors.length === 0) return "Give the authors of the model, separated by semicolons.";
  const wrong = authors.find((author) => NOT_IN_AUTHORS.test(author));
  if (wrong !== undefined) return `The author ${wrong} may not contain a slash.`;
  if (name.length < SHORTEST_NAME || name.length > LONGEST_NAME)
    return `The name of the model needs ${SHORTEST_NAME} to ${LONGEST_NAME} characters.`;
  if (!NAME.test(name)) return "The name of the model may have letters, digits, spaces and _ + - ( ) . only.";
  return null;
}

/** Throws a ModelCardError with what to do if a card cannot be published. */
export function checkCard(card: ModelCard): void {
  const reason = whyNoCard(card);
  if (reason !== null) throw new ModelCardError(reason);
}
