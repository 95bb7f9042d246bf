import { counted } from "../../core/counted.ts";
import { Facts } from "../controls/Facts.tsx";
import { Section } from "../controls/Section.tsx";
import styles from "./DatasetFacts.module.css";
import { describeSizes } from "./describe-sizes.ts";
import type { DatasetSummary } from "./summarise-dataset.ts";
import { validationGap } from "./validation-gap.ts";

export interface DatasetFactsProps {
  readonly summary: DatasetSummary;
  readonly trainingImages: number;
  readonly validationImages: number;
  readonly excludedImages: number;
  /** Whether a validation folder determines the split instead of the fraction. */
  readonly byFolder: boolean;
}

function describeCells({ cells, cellsPerImage }: DatasetSummary): [name: string, value: string][] {
  if (!cellsPerImage) return [];
  const { low, median, high } = cellsPerImage;
  return [
    ["Cells", cells.toLocaleString("en-GB")],
    ["Cells per image", low === high ? String(low) : `${low} to ${high}, median ${median}`],
  ];
}

/** Lines that only some datasets need. */
function details({ unlabelled, negative, groups }: DatasetSummary): [name: string, value: string][] {
  const lines: [string, string][] = [];
  if (unlabelled > 0) lines.push(["Without a mask", `${unlabelled}, kept for prediction`]);
  if (negative > 0)
    lines.push([
      "Without cells",
      `${counted(negative, "image")}: negative ${negative === 1 ? "example" : "examples"}`,
    ]);
  if (groups > 0) lines.push(["Groups", `${groups}, each on one side only`]);
  return lines;
}

/** Summary of the dataset in numbers. */
export function DatasetFacts(props: DatasetFactsProps) {
  const { summary, trainingImages, validationImages, byFolder, excludedImages } = props;
  const gap = validationGap(trainingImages, validationImages);
  return (
    <Section title="Dataset">
      <Facts
        facts={[
          ["Images", String(summary.images)],
          ...details(summary),
          ...describeCells(summary),
          ["Image size", describeSizes(summary)],
          ["To train on", counted(trainingImages, "image")],
          ["To validate on", `${counted(validationImages, "image")}${byFolder ? ", by folder" : ""}`],
          ...(excludedImages > 0 ? [["Excluded", counted(excludedImages, "image")] as const] : []),
        ]}
      />
      {gap === null ? null : <p className={styles.nothing}>{gap}</p>}
    </Section>
  );
}
