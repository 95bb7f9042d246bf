/** A strip or tile: where its bytes lie in the file. One without bytes holds zeros. */
export interface TiffBlock {
  readonly offset: number;
  readonly bytes: number;
}

/** An image of a TIFF, every number checked against the file and the limits. */
export interface TiffImage {
  readonly littleEndian: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Bits a sample: 1 to 32 or 64 of integers; 16, 32 or 64 of floats. */
  readonly bits: number;
  readonly format: "unsigned" | "signed" | "float";
  readonly compression: number;
  /** 1 none, 2 differences along a row, 3 differences of the bytes of floats. */
  readonly predictor: number;
  readonly blockRows: number;
  readonly blockColumns: number;
  /** Strips are cut off at the last row, tiles are padded. */
  readonly tiled: boolean;
  /** Channels lie in planes of their own, one after the other. */
  readonly planar: boolean;
  readonly blocks: readonly TiffBlock[];
  /** 0 is white and the largest value black; told of whole numbers without sign of up to 16 bits only. */
  readonly whiteIsZero: boolean;
  readonly alpha: boolean;
  /** A fourth sample stands beside red, green and blue, and the file does not say what it is. */
  readonly unnamedFourth: boolean;
  readonly palette: Uint8Array | null;
  /** Tables that all JPEG blocks share; empty without. */
  readonly jpegTables: Uint8Array;
  /** JPEG stores luminance and two colour differences. */
  readonly yCbCr: boolean;
  readonly faxOptions: number;
  /** The lowest bit of a byte comes first. */
  readonly lowBitsFirst: boolean;
}

/** Size of a block in px, and the samples it holds a pixel. */
export interface BlockShape {
  readonly height: number;
  readonly width: number;
  readonly perPixel: number;
}
