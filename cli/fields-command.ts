import { resolve } from "node:path";
import { defineCommand } from "./command.ts";
import { fields } from "./fields.ts";
import { oneOf } from "./name-option.ts";

const BORDERS = ["open", "closed"] as const;

export const fieldsCommand = defineCommand({
  name: "fields",
  summary:
    "Writes distance, unit vectors, validity, area weight and level of each label image as NumPy files.",
  forms: [{ arguments: "PATH" }],
  paths: { needed: true, many: false, what: "a folder, a zip or a label image" },
  options: {
    out: { type: "string", value: "DIR", required: true, help: "Where the files are written." },
    border: {
      type: "string",
      value: BORDERS.join("|"),
      default: BORDERS[0],
      help: "Whether the image's border counts as background (closed) or not (open).",
    },
  },
  async run({ out, border }, [path], folder) {
    await fields(resolve(folder, path), {
      out: resolve(folder, out),
      border: oneOf("border", BORDERS, border),
    });
  },
});
