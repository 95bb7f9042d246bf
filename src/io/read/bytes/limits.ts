/** Maximum number of pixels of an image (8192 x 8192). Larger images are refused before decoding. */
export const MAX_PIXELS = 2 ** 26;

/** Maximum number of samples of an image: four channels of the largest image. */
export const MAX_SAMPLES = 4 * MAX_PIXELS;

/** Maximum size in bytes of a single file that is read into memory. */
export const MAX_FILE_BYTES = 2 ** 30;

/** Maximum size in bytes of a text that is read as a whole. */
export const MAX_TEXT_BYTES = 2 ** 28;

/** Maximum number of images in one table or list of cells. */
export const MAX_TABLE_IMAGES = 1_000_000;

/** Maximum memory in bytes for the cells of one table or list. */
export const MAX_CELL_BYTES = 2 ** 30;

/** Maximum number of characters of a table row, or of rows within an unclosed quotation mark. */
export const MAX_ROW_LENGTH = 2 ** 26;

/** Maximum number of files in a zip. */
export const MAX_ZIP_ENTRIES = 200_000;

/** Maximum total size in bytes of all files of a zip, as declared. */
export const MAX_ZIP_BYTES = 2 ** 35;

/**
 * Maximum size in bytes of a zip within a zip, which is opened to check whether it is a set of ImageJ ROIs.
 */
export const MAX_INNER_ZIP_BYTES = 2 ** 28;

/** No acquired image compresses in a zip by more than this ratio. */
export const MAX_ZIP_RATIO = 200;

/** Size in bytes below which a file in a zip may have any compression ratio. */
export const ZIP_RATIO_MATTERS_FROM = 2 ** 24;

/** Maximum number of arrays in an NPZ file. */
export const MAX_NPZ_ARRAYS = 10_000;
