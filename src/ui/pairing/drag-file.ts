import type { DragEvent } from "react";
import { type LonelyFile, pairByHand, pick, sidesOf, usePairByHandStore } from "../../state/pair-by-hand.ts";

/** Tells a row that is dragged from files that come from outside. */
const DRAGGED_FILE = "application/x-direction-lab-file";

const carriesFile = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes(DRAGGED_FILE);

/** What makes the row of a file without a partner one that can be dragged onto another. */
export function dragFile(lonely: LonelyFile) {
  return {
    draggable: true,
    onDragStart(event: DragEvent): void {
      event.dataTransfer.setData(DRAGGED_FILE, lonely.file);
      event.dataTransfer.effectAllowed = "link";
      pick(lonely);
    },
    onDragEnd(): void {
      if (usePairByHandStore.getState().picked?.file === lonely.file) pick(null);
    },
    onDragOver(event: DragEvent): void {
      if (!carriesFile(event) || usePairByHandStore.getState().picked?.file === lonely.file) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "link";
    },
    onDrop(event: DragEvent): void {
      const { picked } = usePairByHandStore.getState();
      if (!carriesFile(event) || !picked || picked.file === lonely.file) return;
      event.preventDefault();
      void pairByHand(sidesOf(lonely, picked));
    },
  };
}
