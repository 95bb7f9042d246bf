import { useEffect, useState } from "react";
import { counted } from "../../../core/counted.ts";
import { formatPixelSize } from "../../../core/dataset/pixel-size.ts";
import type { MeasuredCells } from "../../../core/measurements/measure-cells.ts";
import { useCellsStore } from "../../../state/cells.ts";
import type { CellPlace } from "../../../state/cells-view.ts";
import { useDatasetStore } from "../../../state/dataset.ts";
import { saveMeasurements } from "../../../state/export-measurements.ts";
import { measureShown, useShownMeasurements } from "../../../state/shown-measurements.ts";
import type { FoundCells } from "../../../workers/cells.protocol.ts";
import { Button } from "../../controls/Button.tsx";
import { Segmented } from "../../controls/Segmented.tsx";
import styles from "./CellMeasurements.module.css";
import { MeasurementsTable } from "./MeasurementsTable.tsx";

type Side = CellPlace["side"];

const SIDES = [
  { value: "found", label: "Predicted cells" },
  { value: "truth", label: "True cells" },
] as const satisfies readonly { readonly value: Side; readonly label: string }[];

function summarise({ ids, pixelSize }: MeasuredCells): string {
  const scale = pixelSize ? `pixel size ${formatPixelSize(pixelSize)}` : "in px; no pixel size is known";
  return `${counted(ids.length, "cell")}, ${scale}`;
}

/** Measurements of the cells of the shown image, predicted or true, as a table and a CSV file. */
export function CellMeasurements({ cells }: { cells: FoundCells }) {
  const [chosen, setChosen] = useState<Side>("found");
  const side = cells.truth ? chosen : "found";
  const labels = cells[side] ?? cells.found;
  const { imageId } = cells.key;
  const name = useDatasetStore(({ records }) => records.find(({ id }) => id === imageId)?.name ?? "image");
  const busy = useCellsStore((state) => state.work !== null);
  const shown = useShownMeasurements();
  useEffect(() => void measureShown({ imageId, labels }), [imageId, labels]);
  const measured = shown.labels === labels ? shown.cells : null;
  return (
    <section className={styles.measurements} aria-label="Measurements">
      <div className={styles.head}>
        {cells.truth ? (
          <Segmented label="Measured cells" labelHidden value={side} onChange={setChosen} options={SIDES} />
        ) : null}
        <p className={styles.words}>
          {measured ? summarise(measured) : (shown.failure ?? "Measuring the cells")}
        </p>
        <Button
          label="Save CSV"
          icon="download"
          variant="quiet"
          disabled={!measured || busy}
          title="Save these measurements at full precision as measurements.csv"
          onClick={() => measured && void saveMeasurements(name, measured)}
        />
      </div>
      {measured ? <MeasurementsTable cells={measured} side={side} /> : null}
    </section>
  );
}
