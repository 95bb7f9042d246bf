/** Maximum number of pixels of an image (8192 x 8192). Larger images are refused before decoding. */
export const MOST_PIXELS = 2 ** 26;

/** Maximum number of samples of an image: four channels of the largest image. */
export const MOST_SAMPLES = 4 * MOST_PIXELS;

/** Maximum size in bytes of a single file that is read into memory. */
export const MOST_FILE_BYTES = 2 ** 30;

/** Maximum size in bytes of a text that is read as a whole. */
export const MOST_TEXT_BYTES = 2 ** 28;

/** Maximum number of images in one table or list of cells. */
export const MOST_TABLE_IMAGES = 1_000_000;

/** Maximum memory in bytes for the cells of one table or list. */
export const MOST_CELL_BYTES = 2 ** 30;

/** Maximum number of characters of a table row, or of rows within an unclosed quotation mark. */
export const MOST_ROW_LENGTH = 2 ** 26;

/** Maximum number of files in a zip. */
export const MOST_ZIP_ENTRIES = 200_000;

/** Maximum total size in bytes of all files of a zip, as declared. */
export const MOST_ZIP_BYTES = 2 ** 35;

/**
 * Maximum size in bytes of a zip within a zip, which is opened to check whether it is a set of ImageJ ROIs.
 */
export const MOST_INNER_ZIP_BYTES = 2 ** 28;

/** No acquired image compresses in a zip by more than this ratio. */
export const MOST_ZIP_RATIO = 200;

/** Size in bytes below which a file in a zip may have any compression ratio. */
export const ZIP_RATIO_MATTERS_FROM = 2 ** 24;

/** Maximum number of arrays in an NPZ file. */
export const MOST_NPZ_ARRAYS = 10_000;
