import * as v from "valibot";
import { LabError } from "../errors.ts";
import type { EngineRecord } from "../recipe/engine-record.ts";
import { engineRecordSchema } from "../recipe/engine-record-schema.ts";
import { parseRecipe } from "../recipe/parse-recipe.ts";
import { NETWORKS, type NetworkName, type Recipe } from "../recipe/recipe.ts";

/** Incremented whenever the format of the document changes. */
export const MANIFEST_VERSION = 1;

/** Names of files in the folder, as written by the lab itself. */
const FILE = v.pipe(v.string(), v.regex(/^[a-z]{1,20}-\d{1,15}\.(?:bin|json)$/));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const network = v.object({
  name: v.picklist(NETWORKS),
  file: FILE,
  bytes: count,
  crc32: count,
  recipe: v.unknown(),
  engine: v.nullable(engineRecordSchema),
});

const set = v.nullable(
  v.object({
    about: v.nullable(v.object({ file: FILE, bytes: count })),
    chained: v.boolean(),
    networks: v.pipe(v.array(network), v.maxLength(NETWORKS.length)),
  }),
);

const schema = v.object({ version: v.literal(MANIFEST_VERSION), current: set, previous: set });

/** A stored network: the file with its weights, its recipe and the engine that trained it. */
export interface ListedNetwork {
  readonly name: NetworkName;
  readonly file: string;
  readonly bytes: number;
  readonly crc32: number;
  readonly recipe: Recipe;
  readonly engine: EngineRecord | null;
}

/** Networks that belong together, oldest first, and the file that describes them further. */
export interface ListedSet {
  readonly about: { readonly file: string; readonly bytes: number } | null;
  readonly chained: boolean;
  readonly networks: readonly ListedNetwork[];
}

/** List of the stored networks: those in use, and those before them. */
export interface KeptManifest {
  readonly version: typeof MANIFEST_VERSION;
  readonly current: ListedSet | null;
  readonly previous: ListedSet | null;
}

/** The list of stored networks is damaged or of an unknown version. */
export class ManifestError extends LabError {
  override name = "ManifestError";
}

/**
 * Parses and validates a list of stored networks from an untrusted source.
 * @throws ManifestError if the version is unknown or any part is invalid
 */
export function parseManifest(text: string): KeptManifest {
  try {
    const json: unknown = JSON.parse(text);
    const { version, current, previous } = v.parse(schema, json);
    const checked = (listed: v.InferOutput<typeof set>): ListedSet | null =>
      listed && {
        ...listed,
        networks: listed.networks.map((one) => ({ ...one, recipe: parseRecipe(one.recipe) })),
      };
    return { version, current: checked(current), previous: checked(previous) };
  } catch (error) {
    throw new ManifestError(
      "The list of networks kept from an earlier visit is damaged or of another version. They are skipped; train again, or import weights.",
      { cause: error },
    );
  }
}
