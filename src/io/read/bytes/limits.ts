/** Pixels of the largest image that is read (8192 x 8192). Larger ones are refused before decoding. */
export const MOST_PIXELS = 2 ** 26;

/** Samples of the largest image: as many as the largest one has with four channels. */
export const MOST_SAMPLES = 4 * MOST_PIXELS;

/** Bytes of the largest single file that is read into memory. */
export const MOST_FILE_BYTES = 2 ** 30;

/** Bytes of a text that is read whole. */
export const MOST_TEXT_BYTES = 2 ** 28;

/** Images that one table or list of cells may name. */
export const MOST_TABLE_IMAGES = 1_000_000;

/** Bytes that the cells of one table or list may take in memory. */
export const MOST_CELL_BYTES = 2 ** 30;

/** Characters of one row of a table, or of rows with a quotation mark that is not closed. */
export const MOST_ROW_LENGTH = 2 ** 26;

/** Files in a zip. */
export const MOST_ZIP_ENTRIES = 200_000;

/** Bytes that all files of a zip may have together, as it declares. */
export const MOST_ZIP_BYTES = 2 ** 35;

/** Bytes of the largest zip that is opened within a zip, to see whether it is a set of ImageJ regions. */
export const MOST_INNER_ZIP_BYTES = 2 ** 28;

/** A file that shrinks more than this in a zip is no image that someone took. */
export const MOST_ZIP_RATIO = 200;

/** Below this size a file in a zip may shrink as much as it likes. */
export const ZIP_RATIO_MATTERS_FROM = 2 ** 24;

/** Arrays in an NPZ file. */
export const MOST_NPZ_ARRAYS = 10_000;
