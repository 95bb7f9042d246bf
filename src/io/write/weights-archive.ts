import { type Zippable, zipSync } from "fflate";
import { type ArchivePart, USUAL_PARTS } from "../../core/archive-parts.ts";
import { type AssignedImage, assignedJson } from "../../core/dataset/sampling/assigned-images.ts";
import { type FittedChoices, fittedJson } from "../../core/instances/fitted-choices.ts";
import type { EngineRecord } from "../../core/recipe/engine-record.ts";
import { imageValuesOf } from "../../core/recipe/image-values.ts";
import type { NetworkInputs, VectorSource } from "../../core/recipe/network-inputs.ts";
import { NETWORKS, type NetworkName } from "../../core/recipe/recipe.ts";
import { ARCHIVE_FILES, networkFiles } from "./archive-files.ts";
import { archiveReadme } from "./archive-readme.ts";
import type { ArchivedNetwork, ArchivedNetworks } from "./archived-network.ts";
import { handOverFiles } from "./hand-over-files.ts";
import { writeTfjsModel } from "./tfjs-model.ts";

/** Content of a weights archive. */
export interface ArchiveContent extends ArchivedNetworks {
  /** The vectors that the Watershed Net was trained on. */
  readonly energyReads: VectorSource;
  readonly fitted: FittedChoices;
  /** The table of the curves, as text. */
  readonly curvesCsv: string;
  /** One sentence per run or import that networks come from; empty if all are from one run. */
  readonly sources?: readonly string[];
  /** The images that were assigned to a set by hand in the last run; the only names of images in an archive. */
  readonly assigned?: readonly AssignedImage[];
}

/** Fixed to the earliest date of a zip, so that the same content always gives the same bytes. */
const DATE = new Date(1980, 0, 1);
/** Trained weights do not compress. */
const STORED = { level: 0, mtime: DATE } as const;
const SHRUNK = { level: 6, mtime: DATE } as const;

const encode = (text: string) => new TextEncoder().encode(text);
const asJson = (value: unknown) => encode(`${JSON.stringify(value, null, 2)}\n`);

/**
 * A zip of trained networks in the chosen formats, with the recipe, the curves and a README that explains its
 * content.
 * @throws RangeError if weights do not fit their graph
 */
export async function writeWeightsArchive(
  content: ArchiveContent,
  parts: readonly ArchivePart[] = USUAL_PARTS,
): Promise<Uint8Array<ArrayBuffer>> {
  const files: Zippable = {};
  const written: (readonly [NetworkName, ArchivedNetwork])[] = [];
  const engines: Partial<Record<NetworkName, EngineRecord>> = {};
  const inputs: { -readonly [Name in keyof NetworkInputs]: NetworkInputs[Name] } = {};
  for (const name of NETWORKS) {
    const network = content.networks[name];
    if (!network) continue;
    if (parts.includes("tfjs")) {
      const { model, weights } = writeTfjsModel(network.graph, network.weights);
      const names = networkFiles(name);
      files[names.model] = [encode(model), SHRUNK];
      files[names.weights] = [weights, STORED];
    }
    written.push([name, network]);
    if (name === "energy") inputs.energy = { unitVectors: content.energyReads };
    else inputs[name] = imageValuesOf(network.recipe);
    if (network.engine) engines[name] = network.engine;
  }
  for (const [name, bytes] of Object.entries(await handOverFiles(content, parts)))
    files[name] = [bytes, name.endsWith(".json") ? SHRUNK : STORED];
  files[ARCHIVE_FILES.recipe] = [asJson(content.recipe), SHRUNK];
  files[ARCHIVE_FILES.curves] = [encode(content.curvesCsv), SHRUNK];
  files[ARCHIVE_FILES.engine] = [asJson(engines), SHRUNK];
  files[ARCHIVE_FILES.inputs] = [asJson(inputs), SHRUNK];
  files[ARCHIVE_FILES.instances] = [asJson(fittedJson(content.fitted)), SHRUNK];
  const { assigned = [], sources } = content;
  if (assigned.length > 0) files[ARCHIVE_FILES.sets] = [asJson(assignedJson(assigned)), SHRUNK];
  files[ARCHIVE_FILES.readme] = [
    encode(archiveReadme(written, content.recipe, { sources, parts, namesImages: assigned.length > 0 })),
    SHRUNK,
  ];
  return zipSync(files) as Uint8Array<ArrayBuffer>;
}
