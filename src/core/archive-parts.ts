interface ArchivePartText {
  readonly title: string;
  /** What it is for, as the end of a sentence that begins with the title. */
  readonly use: string;
  /** Copies of the weights of a network that it contains. */
  readonly copies: number;
}

/** Formats of the networks in a weights archive; the recipe, the curves and the README are always there. */
export const ARCHIVE_PARTS = {
  tfjs: { title: "TensorFlow.js", use: "for web pages, and for the lab itself", copies: 1 },
  safetensors: { title: "safetensors", use: "for PyTorch, and for the lab itself", copies: 1 },
  // Each network alone, and all of them in the pipeline.
  onnx: { title: "ONNX", use: "for onnxruntime and most other tools", copies: 2 },
  python: { title: "Graphs for Python", use: "to train on with PyTorch and Lightning", copies: 0 },
} as const satisfies Readonly<Record<string, ArchivePartText>>;

export type ArchivePart = keyof typeof ARCHIVE_PARTS;

/** All parts, in the order of the page. */
export const ARCHIVE_PART_NAMES = Object.keys(ARCHIVE_PARTS) as readonly ArchivePart[];

/** The parts of an archive if nothing else is chosen. */
export const USUAL_PARTS: readonly ArchivePart[] = ["tfjs"];

/** The parts whose networks the lab reads back; an archive of others alone cannot be imported. */
export const READABLE_PARTS: readonly ArchivePart[] = ["tfjs", "safetensors"];
