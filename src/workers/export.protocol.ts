import type { ArchivePart } from "../core/archive-parts.ts";
import type { AssignedImage } from "../core/dataset/sampling/assigned-images.ts";
import type { FittedChoices } from "../core/instances/fitted-choices.ts";
import type { ModelCard } from "../core/model-card.ts";

/** Calls that export the networks in use. */
export interface ExportCalls {
  /**
   * Weights archive of all trained networks in the chosen formats, each with the part of the recipe that it was trained
   * with.
   */
  exportWeights: {
    args: {
      parts: readonly ArchivePart[];
      curvesCsv: string;
      fitted: FittedChoices;
      sources: readonly string[];
      assigned: readonly AssignedImage[];
    };
    result: Uint8Array<ArrayBuffer>;
    event: never;
  };
  /** Model package of bioimage.io of the networks that predict. */
  exportPackage: { args: { card: ModelCard }; result: Uint8Array<ArrayBuffer>; event: never };
  /** Bytes of the weights of all trained networks as 32-bit floats. */
  weightBytes: { args: Record<never, never>; result: number; event: never };
}
