import { resolve } from "node:path";
import { ARCHIVE_PART_NAMES, ARCHIVE_PARTS } from "../src/core/archive-parts.ts";
import { authorsOf, LICENCE_NAMES, type ModelCard, whyNoCard } from "../src/core/model-card.ts";
import { defineCommand, UsageError } from "./command.ts";
import { exportNetworks } from "./export.ts";
import { exportPackage } from "./export-package.ts";
import { oneOf } from "./name-option.ts";

/** A package for other tools, which is one file of its own. */
const PACKAGE = "bioimageio";
const FORMATS = [...ARCHIVE_PART_NAMES, PACKAGE] as const;
const USES = ARCHIVE_PART_NAMES.map((name) => `${name} (${ARCHIVE_PARTS[name].use})`);

/** The card of a package. Throws a UsageError if it is incomplete. */
function cardFrom(values: {
  readonly name: string;
  readonly authors: string | undefined;
  readonly licence: string;
}): ModelCard {
  const licence = oneOf("licence", LICENCE_NAMES, values.licence);
  const card = { name: values.name, authors: authorsOf(values.authors ?? ""), licence };
  const reason = whyNoCard(card);
  if (reason !== null) throw new UsageError(`${reason} Use --name and --authors.`);
  return card;
}

export const exportCommand = defineCommand({
  name: "export",
  summary:
    "Writes the networks of a weights archive in other formats: one file per network, for ONNX the whole pipeline as " +
    "well, and a README that explains them. For bioimageio, a model package with a test image.",
  forms: [{ arguments: "" }],
  paths: { needed: false, many: false, what: "" },
  options: {
    weights: { type: "string", value: "ZIP", required: true, help: "Trained networks: a weights.zip." },
    to: {
      type: "string",
      value: "FORMAT,...",
      required: true,
      help: `One or more of ${USES.join(", ")}, ${PACKAGE} (for ImageJ, QuPath, napari).`,
    },
    out: { type: "string", value: "DIR", required: true, help: "Where the files are written." },
    name: {
      type: "string",
      value: "TEXT",
      default: "My cell model",
      help: `Name of the model, for ${PACKAGE}.`,
    },
    authors: { type: "string", value: '"NAME; NAME"', help: `Authors of the model, for ${PACKAGE}.` },
    licence: {
      type: "string",
      value: LICENCE_NAMES.join("|"),
      default: LICENCE_NAMES[0],
      help: `Licence of the model, for ${PACKAGE}.`,
    },
  },
  async run(values, paths, folder) {
    if (paths.length > 0) {
      throw new UsageError(`This command takes no ${paths[0]}; the networks are given by --weights.`);
    }
    const formats = values.to.split(",").map((name) => oneOf("to", FORMATS, name.trim()));
    const card = formats.includes(PACKAGE) ? cardFrom(values) : null;
    const [weights, out] = [resolve(folder, values.weights), resolve(folder, values.out)];
    const parts = ARCHIVE_PART_NAMES.filter((name) => formats.includes(name));
    if (parts.length > 0) await exportNetworks({ weights, formats: parts, out });
    if (card) await exportPackage({ weights, card, out });
  },
});
