import { resolve } from "node:path";
import { defineCommand } from "./command.ts";
import { inspect } from "./inspect.ts";

export const inspectCommand = defineCommand({
  name: "inspect",
  summary:
    "Prints what is read from files, folders and zips (together one drop), how it was paired, what was refused and why.",
  prints: true,
  forms: [{ arguments: "PATH..." }],
  paths: { needed: true, many: true, what: "files, folders or zips" },
  options: {
    json: {
      type: "boolean",
      help: "Prints one JSON object. Without -s npm prints lines of its own before it.",
    },
    dump: {
      type: "string",
      value: "DIR",
      help: "Writes NAME.image.npy and NAME.labels.npy of each sample.",
    },
  },
  async run({ json, dump }, paths, folder) {
    await inspect({
      paths: paths.map((path) => resolve(folder, path)),
      json,
      dump: dump === undefined ? null : resolve(folder, dump),
    });
  },
});
