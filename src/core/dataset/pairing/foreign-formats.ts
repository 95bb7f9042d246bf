/** Bytes, or text with one byte per character, at an offset in a file. */
type Signature = readonly [at: number, content: string];

/** A format that is recognised but not read. */
interface ForeignFormat {
  readonly name: string;
  /** Endings of file names in lower case, without the first dot. */
  readonly extensions: readonly string[];
  /** Any of these at the start of the content identifies the format, whatever the file is called. */
  readonly signatures: readonly Signature[];
  /** How to convert the images, as a sentence. */
  readonly remedy: string;
}

const FIJI = "open it in Fiji with Bio-Formats and save it as TIFF.";
const HDF5 = "\x89HDF\r\n\x1a\n";
const OLE = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
const UNPACK = "Unpack it and add the folder, or pack it as zip.";

/**
 * Formats that microscopes, programs and archives write, with the conversion from each to a format that is
 * read.
 */
const FOREIGN: readonly ForeignFormat[] = [
  {
    name: "Zeiss CZI",
    extensions: ["czi"],
    signatures: [[0, "ZISRAWFILE"]],
    remedy:
      "Export the image from ZEN (Image Export, TIFF or OME-TIFF), or open it in Fiji with Bio-Formats and save it as TIFF.",
  },
  {
    name: "Zeiss ZVI",
    extensions: ["zvi"],
    signatures: [],
    remedy: `Export the image from AxioVision as TIFF, or ${FIJI}`,
  },
  {
    name: "Nikon ND2",
    extensions: ["nd2"],
    signatures: [
      [0, "\xda\xce\xbe\x0a"],
      [48, "ND2 FILE SIGNATURE"],
    ],
    remedy:
      "Export the image from NIS-Elements (File, Save As or Export ND Document, TIFF), or open it in Fiji with Bio-Formats and save it as TIFF.",
  },
  {
    name: "Leica LIF",
    extensions: ["lif", "lof", "xlef", "lifext"],
    signatures: [[0, "\x70\x00\x00\x00"]],
    remedy:
      "Export the images from LAS X (right click, Export, TIFF), or open it in Fiji with Bio-Formats and save it as TIFF.",
  },
  {
    name: "Olympus OIB or OIF",
    extensions: ["oib", "oif", "oir", "poir"],
    signatures: [],
    remedy: `Export the image from FluoView or cellSens as TIFF, or ${FIJI}`,
  },
  {
    name: "Olympus VSI",
    extensions: ["vsi", "ets"],
    signatures: [],
    remedy:
      "Export the image from OlyVIA or cellSens as TIFF, or in QuPath the regions (Export images, ImageJ TIFF).",
  },
  {
    name: "Imaris",
    extensions: ["ims"],
    signatures: [],
    remedy: `Export the image from Imaris as a TIFF series, or ${FIJI}`,
  },
  {
    name: "Whole-slide (SVS, NDPI, SCN and others)",
    extensions: ["svs", "ndpi", "scn", "mrxs", "bif", "qptiff"],
    signatures: [],
    remedy: "Open the slide in QuPath and export the regions of interest as TIFF (File, Export images).",
  },
  {
    name: "DICOM",
    extensions: ["dcm", "dicom"],
    signatures: [[128, "DICM"]],
    remedy: "Open it in Fiji and save it as TIFF, or convert it with pydicom and tifffile.",
  },
  {
    name: "HDF5",
    extensions: ["h5", "hdf5", "hdf", "he5", "ilastik", "ilp", "bdv"],
    signatures: [[0, HDF5]],
    remedy:
      "Export the images as TIFF: in ilastik with the format tiff, in Python with h5py and tifffile, in Fiji with the HDF5 plugin.",
  },
  {
    name: "MATLAB",
    extensions: ["mat"],
    signatures: [[0, "MATLAB 5.0 MAT-file"]],
    remedy:
      "Save the arrays from MATLAB with imwrite as TIFF or PNG, or in Python with scipy.io.loadmat and numpy.save.",
  },
  {
    name: "NIfTI",
    extensions: ["nii", "nii.gz", "hdr"],
    signatures: [
      [344, "n+1\0"],
      [344, "ni1\0"],
    ],
    remedy: "Open it in Fiji and save it as TIFF, or convert it in Python with nibabel and tifffile.",
  },
  {
    name: "MRC",
    extensions: ["mrc", "mrcs", "rec", "ali"],
    signatures: [[208, "MAP "]],
    remedy: "Convert it with IMOD (mrc2tif), or open it in Fiji with Bio-Formats and save it as TIFF.",
  },
  {
    name: "Gatan DM3 or DM4",
    extensions: ["dm3", "dm4"],
    signatures: [],
    remedy: "Export the image from DigitalMicrograph as TIFF, or open it in Fiji and save it as TIFF.",
  },
  {
    name: "NRRD or MetaImage",
    extensions: ["nrrd", "nhdr", "mha", "mhd"],
    signatures: [[0, "NRRD000"]],
    remedy: "Open it in Fiji or 3D Slicer and save it as TIFF.",
  },
  {
    name: "FITS",
    extensions: ["fits", "fit", "fts"],
    signatures: [[0, "SIMPLE  ="]],
    remedy: "Open it in Fiji and save it as TIFF.",
  },
  {
    name: "JPEG 2000",
    extensions: ["jp2", "j2k", "jpx", "jpf", "j2c"],
    signatures: [
      [0, "\0\0\0\x0cjP  \r\n\x87\n"],
      [0, "\xff\x4f\xff\x51"],
    ],
    remedy: "Open it in Fiji or GIMP and save it as TIFF or PNG.",
  },
  {
    name: "HEIC",
    extensions: ["heic", "heif"],
    signatures: ["heic", "heix", "mif1", "msf1"].map((brand): Signature => [4, `ftyp${brand}`]),
    remedy: "Export it from Photos, Preview or GIMP as PNG or JPEG.",
  },
  {
    name: "AVIF",
    extensions: ["avif"],
    signatures: [[4, "ftypavif"]],
    remedy: "Open it in a browser or GIMP and save it as PNG.",
  },
  {
    name: "JPEG XL",
    extensions: ["jxl"],
    signatures: [
      [0, "\0\0\0\x0cJXL \r\n\x87\n"],
      [0, "\xff\x0a"],
    ],
    remedy: "Open it in GIMP and save it as PNG.",
  },
  {
    name: "PGM, PPM or PBM",
    extensions: ["pgm", "ppm", "pbm", "pnm", "pam"],
    signatures: [..."1234567"].flatMap((digit) =>
      ["\n", " "].map((end): Signature => [0, `P${digit}${end}`]),
    ),
    remedy: "Open it in Fiji or GIMP and save it as PNG.",
  },
  {
    name: "Photoshop",
    extensions: ["psd", "psb"],
    signatures: [[0, "8BPS"]],
    remedy: "Save it from Photoshop or GIMP as PNG or TIFF.",
  },
  {
    name: "GIMP XCF",
    extensions: ["xcf"],
    signatures: [[0, "gimp xcf"]],
    remedy: "Export it from GIMP as PNG or TIFF.",
  },
  {
    name: "Raw camera",
    extensions: ["dng", "cr2", "cr3", "nef", "arw", "orf", "raf", "rw2"],
    signatures: [],
    remedy: "Develop it to TIFF or PNG first, for example with darktable.",
  },
  {
    name: "Video",
    extensions: ["avi", "mp4", "mov", "mkv", "webm", "wmv"],
    signatures: [
      [4, "ftypisom"],
      [4, "ftypmp42"],
      [4, "ftypqt  "],
      [0, "\x1a\x45\xdf\xa3"],
    ],
    remedy: "Open it in Fiji and save its frames as TIFF (File, Save As, Image Sequence).",
  },
  {
    name: "7z",
    extensions: ["7z"],
    signatures: [[0, "7z\xbc\xaf\x27\x1c"]],
    remedy: UNPACK,
  },
  { name: "RAR", extensions: ["rar"], signatures: [[0, "Rar!\x1a\x07"]], remedy: UNPACK },
  {
    name: "Tar",
    extensions: ["tar", "tar.gz", "tgz", "tar.bz2", "tbz2", "tar.xz", "txz"],
    signatures: [[257, "ustar"]],
    remedy: UNPACK,
  },
  { name: "XZ", extensions: ["xz"], signatures: [[0, "\xfd7zXZ\0"]], remedy: UNPACK },
  { name: "Bzip2", extensions: ["bz2"], signatures: [[0, "BZh"]], remedy: UNPACK },
  {
    name: "Python pickle",
    extensions: ["pkl", "pickle", "joblib"],
    signatures: [],
    remedy: "Load it in Python and save its arrays with numpy.save or tifffile.imwrite.",
  },
  {
    name: "PyTorch or TensorFlow data",
    extensions: ["pt", "pth", "tfrecord", "tfrecords"],
    signatures: [],
    remedy: "Load them in Python and save the arrays with numpy.save or tifffile.imwrite.",
  },
  {
    name: "Parquet or Arrow",
    extensions: ["parquet", "arrow", "feather"],
    signatures: [[0, "PAR1"]],
    remedy: "Export the images as PNG or TIFF and tables of cells as CSV.",
  },
  {
    name: "Spreadsheet",
    extensions: ["xlsx", "xls", "xlsm", "ods"],
    signatures: [],
    remedy: "Save a table of cells as CSV.",
  },
  {
    name: "QuPath project",
    extensions: ["qpproj", "qpdata"],
    signatures: [],
    remedy: "Export the annotations from QuPath as label images.",
  },
  {
    name: "OLE (such as Olympus OIB or Zeiss ZVI)",
    extensions: [],
    signatures: [[0, OLE]],
    remedy: `Export the image as TIFF from the program that wrote it, or ${FIJI}`,
  },
];

function sentence({ name, remedy }: ForeignFormat): string {
  return `${name} files are not read. ${remedy}`;
}

/** Why a file with this name is not read and what to do, for known formats; null for all others. */
export function foreignName(path: string): string | null {
  const base = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  const found = FOREIGN.find(({ extensions }) => extensions.some((end) => base.endsWith(`.${end}`)));
  return found ? sentence(found) : null;
}

/**
 * Why a file that begins with these bytes (the first 512) is not read and what to do, for known formats; null
 * for all others.
 */
export function foreignContent(head: Uint8Array): string | null {
  const begins = ([at, content]: Signature) =>
    [...content].every((letter, index) => head[at + index] === letter.charCodeAt(0));
  const found = FOREIGN.find(({ signatures }) => signatures.some(begins));
  return found ? sentence(found) : null;
}
