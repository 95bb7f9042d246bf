/** A strip or tile and the position of its bytes in the file. Without bytes, it is zero. */
export interface TiffBlock {
  readonly offset: number;
  readonly bytes: number;
}

/** An image of a TIFF with all numbers checked against the file and the limits. */
export interface TiffImage {
  readonly littleEndian: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
  /** Bits per sample: 1 to 32 or 64 for integers; 16, 32 or 64 for floats. */
  readonly bits: number;
  readonly format: "unsigned" | "signed" | "float";
  readonly compression: number;
  /** 1 none, 2 horizontal differences, 3 differences of the bytes of floats. */
  readonly predictor: number;
  readonly blockRows: number;
  readonly blockColumns: number;
  /** Strips are cut off at the last row, tiles are padded. */
  readonly tiled: boolean;
  /** Channels are stored in separate planes, one after the other. */
  readonly planar: boolean;
  readonly blocks: readonly TiffBlock[];
  /** 0 is white and the largest value black; only set for unsigned integers of up to 16 bits. */
  readonly whiteIsZero: boolean;
  readonly alpha: boolean;
  /** There is a fourth sample besides red, green and blue, whose meaning the file does not specify. */
  readonly unnamedFourth: boolean;
  readonly palette: Uint8Array | null;
  /** Tables shared by all JPEG blocks; empty if there are none. */
  readonly jpegTables: Uint8Array;
  /** JPEG stores luminance and two colour differences. */
  readonly yCbCr: boolean;
  readonly faxOptions: number;
  /** The lowest bit of a byte comes first. */
  readonly lowBitsFirst: boolean;
}

/** Size of a block in px, and its samples per pixel. */
export interface BlockShape {
  readonly height: number;
  readonly width: number;
  readonly perPixel: number;
}
