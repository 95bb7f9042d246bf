import { counted } from "../../core/counted.ts";
import type { ImageRecord } from "../../core/dataset/image-record.ts";
import type { ImageSplit } from "../../core/dataset/sampling/split.ts";
import { useDatasetStore } from "../../state/dataset.ts";
import { Facts } from "../controls/Facts.tsx";
import { Section } from "../controls/Section.tsx";
import styles from "./DatasetFacts.module.css";
import { describeSizes } from "./describe-sizes.ts";
import { splitProblems } from "./split-problems.ts";
import type { DatasetSummary } from "./summarise-dataset.ts";

export interface DatasetFactsProps {
  readonly summary: DatasetSummary;
  readonly split: ImageSplit<ImageRecord>;
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
function details({ summary, split }: DatasetFactsProps): [name: string, value: string][] {
  const { unlabelled, negative, groups } = summary;
  const lines: [string, string][] = [];
  if (unlabelled > 0) lines.push(["Without a mask", counted(unlabelled, "image")]);
  if (negative > 0)
    lines.push([
      "Without cells",
      `${counted(negative, "image")}: negative ${negative === 1 ? "example" : "examples"}`,
    ]);
  // Sets assigned by hand may separate a group, which a line below says.
  const kept = split.separatedGroups.length === 0 ? " (never split between training and validation)" : "";
  if (groups > 0) lines.push(["Groups", `${groups}${kept}`]);
  return lines;
}

/** Summary of the dataset in numbers. */
export function DatasetFacts(props: DatasetFactsProps) {
  const { summary, split } = props;
  const { training, validation, prediction, excluded, byFolder } = split;
  // The first images of an import lack what the next ones bring.
  const importing = useDatasetStore((state) => state.importing !== null);
  return (
    <Section title="Dataset">
      <Facts
        facts={[
          ["Images", String(summary.images)],
          ...details(props),
          ...describeCells(summary),
          ["Image size", describeSizes(summary)],
          ["To train on", counted(training.length, "image")],
          ["To validate on", `${counted(validation.length, "image")}${byFolder ? ", by folder" : ""}`],
          ...(prediction.length > 0 ? [["To predict", counted(prediction.length, "image")] as const] : []),
          ...(excluded.length > 0 ? [["Excluded", counted(excluded.length, "image")] as const] : []),
        ]}
      />
      {(importing ? [] : splitProblems(split)).map((problem) => (
        <p key={problem} className={styles.nothing}>
          {problem}
        </p>
      ))}
    </Section>
  );
}
