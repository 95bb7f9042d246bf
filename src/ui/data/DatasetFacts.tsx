import { Facts } from "../controls/Facts.tsx";
import { Section } from "../controls/Section.tsx";
import { counted } from "../status/quantities.ts";
import type { DatasetSummary } from "./summarise-dataset.ts";

export interface DatasetFactsProps {
  readonly summary: DatasetSummary;
  readonly trainingImages: number;
  readonly validationImages: number;
  readonly excludedImages: number;
}

const SIZES_SHOWN = 2;

function sizesInWords({ sizes }: DatasetSummary): string {
  const shown = sizes
    .slice(0, SIZES_SHOWN)
    .map(({ size, images }) => (sizes.length > 1 ? `${images} of ${size}` : size));
  const more = sizes.length - SIZES_SHOWN;
  return `${shown.join(", ")}${more > 0 ? ` and ${more} other sizes` : ""} px`;
}

/** The dataset in numbers. */
export function DatasetFacts(props: DatasetFactsProps) {
  const { summary, trainingImages, validationImages, excludedImages } = props;
  const { low, median, high } = summary.cellsPerImage;
  return (
    <Section title="Dataset">
      <Facts
        facts={[
          ["Images", String(summary.images)],
          ["Cells", summary.cells.toLocaleString("en-GB")],
          ["Cells per image", low === high ? String(low) : `${low} to ${high}, median ${median}`],
          ["Image size", sizesInWords(summary)],
          ["To train on", counted(trainingImages, "image")],
          ["To validate on", counted(validationImages, "image")],
          ...(excludedImages > 0 ? [["Excluded", counted(excludedImages, "image")] as const] : []),
        ]}
      />
    </Section>
  );
}
