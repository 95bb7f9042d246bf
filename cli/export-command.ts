import { resolve } from "node:path";
import { ARCHIVE_PART_NAMES, ARCHIVE_PARTS } from "../src/core/archive-parts.ts";
import { defineCommand, UsageError } from "./command.ts";
import { exportNetworks } from "./export.ts";
import { oneOf } from "./name-option.ts";

const FORMATS = ARCHIVE_PART_NAMES.map((name) => `${name} (${ARCHIVE_PARTS[name].use})`).join(", ");

export const exportCommand = defineCommand({
  name: "export",
  summary:
    "Writes the networks of a weights archive in other formats: one file per network, for ONNX the whole pipeline as " +
    "well, and a README that explains them.",
  forms: [{ arguments: "" }],
  paths: { needed: false, many: false, what: "" },
  options: {
    weights: { type: "string", value: "ZIP", required: true, help: "Trained networks: a weights.zip." },
    to: { type: "string", value: "FORMAT,...", required: true, help: `One or more of ${FORMATS}.` },
    out: { type: "string", value: "DIR", required: true, help: "Where the files are written." },
  },
  async run(values, paths, folder) {
    if (paths.length > 0)
      throw new UsageError(`This command takes no ${paths[0]}; the networks are given by --weights.`);
    await exportNetworks({
      weights: resolve(folder, values.weights),
      formats: values.to.split(",").map((name) => oneOf("to", ARCHIVE_PART_NAMES, name.trim())),
      out: resolve(folder, values.out),
    });
  },
});
