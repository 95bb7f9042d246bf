import type { DragEvent } from "react";
import {
  pairByHand,
  pick,
  sidesOf,
  type UnpairedFile,
  usePairByHandStore,
} from "../../state/pair-by-hand.ts";

/** Distinguishes a dragged row from files dragged from outside the page. */
const DRAGGED_FILE = "application/x-direction-lab-file";

const carriesFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(DRAGGED_FILE);

/** Attributes that make the row of a file without a partner draggable onto another. */
export function dragFile(unpaired: UnpairedFile) {
  return {
    draggable: true,
    onDragStart(event: DragEvent): void {
      event.dataTransfer.setData(DRAGGED_FILE, unpaired.file);
      event.dataTransfer.effectAllowed = "link";
      pick(unpaired);
    },
    onDragEnd(): void {
      if (usePairByHandStore.getState().picked?.file === unpaired.file) pick(null);
    },
    onDragOver(event: DragEvent): void {
      if (!carriesFile(event) || usePairByHandStore.getState().picked?.file === unpaired.file) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "link";
    },
    onDrop(event: DragEvent): void {
      const { picked } = usePairByHandStore.getState();
      if (!carriesFile(event) || !picked || picked.file === unpaired.file) return;
      event.preventDefault();
      void pairByHand(sidesOf(unpaired, picked));
    },
  };
}
