import { counted } from "../../core/counted.ts";
import { README_TITLE } from "../../core/dataset/pairing/image-list.ts";
import type { ComparedScore } from "../../core/instances/evaluation.ts";
import type { Parameter } from "../../core/instances/parameter.ts";
import { INSTANCE_METHODS, type InstanceChoice } from "../../core/instances/parameters.ts";
import type { MaskFormat } from "../../core/mask-formats.ts";
import type { Gate } from "../../core/recipe/recipe.ts";
import { FILE_KINDS, LIST_FILE, needsImageList } from "./mask-file-kinds.ts";

/** How the cells in a zip of masks were found. */
export interface MasksOrigin {
  readonly choice: InstanceChoice;
  /** Whether predictions were averaged over the eight rotations and reflections of each image. */
  readonly testTimeAugmentation: boolean;
  /** The networks that were used and where their weights come from, one line each. */
  readonly networks: readonly string[];
}

/** An image of the zip; its score is null without ground truth. */
interface DescribedImage {
  readonly score: Pick<ComparedScore, "maskIou"> | null;
}

function valueText(parameter: Parameter, value: number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return parameter.kind === "number" && parameter.unit !== "" ? `${value} ${parameter.unit}` : `${value}`;
}

function settingLines({ method, parameters }: InstanceChoice): string[] {
  const { title, sentence, parameters: known } = INSTANCE_METHODS[method];
  const lines = Object.entries<Parameter>(known).flatMap(([name, parameter]) => {
    const value = (parameters as Readonly<Record<string, number | boolean>>)[name];
    return value === undefined ? [] : [`  ${parameter.label}: ${valueText(parameter, value)}`];
  });
  return [`Method: ${title}. ${sentence}`, ...lines];
}

function originLines({ choice, testTimeAugmentation, networks }: MasksOrigin): string[] {
  return [
    ...settingLines(choice),
    `Test-time augmentation (mean over 8 rotations and reflections): ${testTimeAugmentation ? "on" : "off"}`,
    ...networks.map((line) => `Network: ${line}`),
  ];
}

/** The mask behind the cells and scores of an image: scores of a true mask have no mask metrics. */
function gateOfScore({ score }: DescribedImage): Gate {
  return score?.maskIou === null ? "true" : "predicted";
}

function maskLines(images: readonly DescribedImage[]): string[] {
  const lines: string[] = [];
  const limited = images.filter((image) => gateOfScore(image) === "true");
  const others = images.filter((image) => gateOfScore(image) === "predicted");
  const scored = others.filter(({ score }) => score !== null).length;
  if (limited.length > 0) {
    lines.push(
      `Mask of ${counted(limited.length, "image")}: the true mask, from the labels added with the image.`,
      "  Cells cannot extend beyond it, so scores of these images are higher than on new images.",
    );
  }
  if (others.length > 0) {
    lines.push(
      `Mask of ${counted(others.length, "image")}: predicted by the U-Net.`,
      `  Of these, ${scored === 0 ? "none has" : `${scored} ${scored === 1 ? "has" : "have"}`} ground truth and scores.`,
    );
  }
  return lines;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, "-".repeat(title.length), "", ...lines, ""];
}

/**
 * Text that explains a zip of masks to readers without the lab: its files, how to open them, and how the
 * cells were found. `formats` are those in the zip; `origin` is null if it is unknown.
 */
export function masksReadme(
  formats: readonly MaskFormat[],
  images: readonly DescribedImage[],
  origin: MasksOrigin | null,
): string {
  const kinds = formats.map((format) => FILE_KINDS[format]);
  const files = needsImageList(formats) ? [...kinds, LIST_FILE] : kinds;
  const python = kinds.flatMap((kind) => (kind.python ? [kind.python] : []));
  const fiji = kinds.flatMap((kind) => (kind.fiji ? [kind.fiji] : []));
  return [
    README_TITLE,
    "=".repeat(README_TITLE.length),
    "",
    `The cells of ${counted(images.length, "image")}. Rows count from the top, columns from the left.`,
    "NAME stands for the name of an image, with its folders. Label images and regions give a cell the same id;",
    "other files list the cells of an image in the order of these ids.",
    "",
    ...section(
      "Files",
      files.flatMap(({ file, content }) => [file, `  ${content}`]),
    ),
    ...section("Open in Python", python.length > 0 ? [python.join("\n\n")] : []),
    ...section("Open in Fiji (ImageJ)", fiji),
    ...section("How the cells were found", [...(origin ? originLines(origin) : []), ...maskLines(images)]),
  ].join("\n");
}
