import { encode as pack } from "@thi.ng/rle-pack";
import fc from "fast-check";
import { encode } from "fast-png";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { polygonRuns } from "../../../core/dataset/runs/polygon-runs.ts";
import type { Runs } from "../../../core/dataset/runs/run-length.ts";
import { importAll } from "../testing/test-files.ts";

const [ROWS, COLUMNS] = [20, 24];
const PIXELS = ROWS * COLUMNS;

const pngOf = (data: Uint8Array, columns = COLUMNS) =>
  encode({ width: columns, height: data.length / columns, data, channels: 1, depth: 8 });
const image = new Blob([pngOf(Uint8Array.from({ length: PIXELS }, (_, pixel) => (pixel * 7) % 251)).slice()]);
const blobOf = (value: unknown) => new Blob([typeof value === "string" ? value : JSON.stringify(value)]);

/** Imports an image together with an annotation file. */
const importWith = (name: string, value: unknown, path = "set/a.png") =>
  importAll([
    { path, blob: image },
    { path: `set/${name}`, blob: blobOf(value) },
  ]);

/** A mask with 1 in the pixels of the runs. */
function maskOfRuns(runs: Runs): number[] {
  const mask = new Uint8Array(PIXELS);
  for (let run = 0; run < runs.length; run += 2) mask.fill(1, runs[run], runs[run] + runs[run + 1]);
  return [...mask];
}

/** Expects the image to have one cell with these pixels. */
async function expectCell(name: string, value: unknown, mask: readonly number[]): Promise<void> {
  const { images, refused } = await importWith(name, value);
  expect(refused).toEqual([]);
  expect([...images[0].labels.data].map((id) => (id > 0 ? 1 : 0))).toEqual(mask);
  expect(images[0].record.cells).toBe(1);
}

const labelMe = (...shapes: unknown[]) => ({
  version: "5.4.1",
  imagePath: "a.png",
  imageHeight: ROWS,
  imageWidth: COLUMNS,
  shapes,
});
const feature = (type: string, coordinates: unknown, properties = {}) => ({
  type: "Feature",
  geometry: { type, coordinates },
  properties,
});
const cvat = (shapes: string, name = "a.png") =>
  `<?xml version="1.0"?><annotations><version>1.1</version><image id="0" name="${name}" width="${COLUMNS}" height="${ROWS}">${shapes}</image></annotations>`;
const via = (regions: unknown) => ({
  "a.png9": { filename: "a.png", size: 9, regions, file_attributes: {} },
});
const result = (type: string, value: object) => ({
  type,
  original_width: COLUMNS,
  original_height: ROWS,
  value,
});
const task = (results: readonly unknown[], data = "/data/upload/1/cb0618f6-a.png", more: unknown[] = []) => [
  { id: 1, annotations: [{ id: 1, was_cancelled: false, result: results }, ...more], data: { image: data } },
];

type Point = readonly [x: number, y: number];
type WritePolygon = readonly [name: string, write: (points: readonly Point[]) => unknown];

const percent = ([x, y]: Point) => [(100 * x) / COLUMNS, (100 * y) / ROWS];
const viaPolygon = (points: readonly Point[]) => ({
  name: "polygon",
  all_points_x: points.map(([x]) => x),
  all_points_y: points.map(([, y]) => y),
});
const POLYGONS: readonly WritePolygon[] = [
  ["a.json", (points) => labelMe({ label: "cell", shape_type: "polygon", points })],
  ["a.geojson", (points) => feature("Polygon", [points])],
  ["a-annotations.geojson", (points) => [feature("Polygon", [points])]],
  ["a.json", (points) => ({ type: "FeatureCollection", features: [feature("Polygon", [points])] })],
  ["annotations.xml", (points) => cvat(`<polygon label="cell" points="${points.join(";")}"/>`)],
  ["via.json", (points) => via([{ shape_attributes: viaPolygon(points) }])],
  ["via1.json", (points) => via({ 0: { shape_attributes: viaPolygon(points) } })],
  ["project.json", (points) => ({ _via_img_metadata: via([{ shape_attributes: viaPolygon(points) }]) })],
  ["tasks.json", (points) => task([result("polygonlabels", { points: points.map(percent) })])],
];

/** No corner is near a pixel centre, which rounding of percentages might move to the other side. */
const corner = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 17 }));
const polygons = fc
  .array(
    corner.map(([x, y]): Point => [x + 0.1875, y + 0.3125]),
    { minLength: 3, maxLength: 8 },
  )
  .map((points) => ({ points, runs: polygonRuns([points.flat()], ROWS, COLUMNS) ?? new Int32Array() }))
  .filter(({ runs }) => runs.length > 0);

const masks = fc
  .array(fc.boolean(), { minLength: PIXELS - 2 * COLUMNS, maxLength: PIXELS - 2 * COLUMNS })
  .filter((inside) => inside.includes(true))
  .map((inside) => [...Array(COLUMNS).fill(0), ...inside.map(Number), ...Array(COLUMNS).fill(0)] as number[]);

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

/** Alternating run lengths of pixels outside and inside. */
function edgesOf(mask: readonly number[]): number[] {
  const edges = [0];
  let now = 0;
  for (const value of mask) {
    if (value !== now) {
      edges.push(0);
      now = value;
    }
    edges[edges.length - 1] += 1;
  }
  return edges;
}

describe.each(POLYGONS)("polygons in %s", (name, write) => {
  it("cover the pixels whose centre is inside", async () => {
    await fc.assert(
      fc.asyncProperty(polygons, ({ points, runs }) => expectCell(name, write(points), maskOfRuns(runs))),
      { numRuns: 25 },
    );
  });
});

describe("masks", () => {
  const WRITERS: readonly (readonly [string, (mask: readonly number[]) => unknown])[] = [
    [
      "a.json",
      (mask) =>
        labelMe({
          shape_type: "mask",
          points: [
            [0, 0],
            [COLUMNS - 1, ROWS - 1],
          ],
          mask: base64(pngOf(Uint8Array.from(mask))),
        }),
    ],
    [
      "annotations.xml",
      (mask) =>
        cvat(`<mask rle="${edgesOf(mask)}" left="0" top="0" width="${COLUMNS}" height="${ROWS}" label="c"/>`),
    ],
    [
      "tasks.json",
      (mask) => {
        const samples = Uint8Array.from(mask.flatMap((inside) => Array(4).fill(255 * inside)));
        return task([
          result("brushlabels", {
            format: "rle",
            rle: [...pack(samples, samples.length)],
            brushlabels: ["c"],
          }),
        ]);
      },
    ],
  ];
  it.each(WRITERS)("round-trip from %s", async (name, write) => {
    await fc.assert(
      fc.asyncProperty(masks, (mask) => expectCell(name, write(mask), mask)),
      { numRuns: 25 },
    );
  });

  it("are placed at the box of the mask", async () => {
    const expected = Array.from({ length: PIXELS }, (_, at) =>
      at === 5 * COLUMNS + 7 || at === 6 * COLUMNS + 8 ? 1 : 0,
    );
    await expectCell("a.xml", cvat('<mask rle="0,1,2,1" left="7" top="5" width="2" height="2"/>'), expected);
    const points = [
      [7, 5],
      [8, 6],
    ];
    const mask = base64(pngOf(Uint8Array.of(1, 0, 0, 1), 2));
    await expectCell("a.json", labelMe({ shape_type: "mask", points, mask }), expected);
  });
});

it("ellipses cover the same pixels in every tool", async () => {
  const [x, y, rx, ry, degrees] = [11.3, 9.2, 7.4, 3.7, 30];
  const expected = Array.from({ length: PIXELS }, (_, at) => {
    const [dx, dy] = [(at % COLUMNS) + 0.5 - x, Math.floor(at / COLUMNS) + 0.5 - y];
    const radians = (degrees * Math.PI) / 180;
    const along = (dx * Math.cos(radians) + dy * Math.sin(radians)) / rx;
    const across = (dy * Math.cos(radians) - dx * Math.sin(radians)) / ry;
    return along ** 2 + across ** 2 < 1 ? 1 : 0;
  });
  await expectCell(
    "a.xml",
    cvat(`<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" rotation="30"/>`),
    expected,
  );
  const theta = (degrees * Math.PI) / 180;
  const region = { shape_attributes: { name: "ellipse", cx: x, cy: y, rx, ry, theta } };
  await expectCell("via.json", via([region]), expected);
  const [px, py] = percent([x, y]);
  const [radiusX, radiusY] = percent([rx, ry]);
  const value = { x: px, y: py, radiusX, radiusY, rotation: degrees };
  await expectCell("tasks.json", task([result("ellipselabels", value)]), expected);
});

describe("QuPath", () => {
  const square = (from: number, to: number) => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
    [from, from],
  ];
  const area = async (value: unknown) => {
    const { images, refused } = await importWith("a.geojson", value);
    expect(refused).toEqual([]);
    return { area: images[0].labels.data.filter((id) => id > 0).length, record: images[0].record };
  };

  it("keeps holes open and joins parts", async () => {
    expect((await area(feature("Polygon", [square(2, 12), square(4, 8)]))).area).toBe(100 - 16);
    const parts = [[square(2, 8), square(4, 6)], [square(10, 14)]];
    expect((await area(feature("MultiPolygon", parts))).area).toBe(36 - 4 + 16);
  });

  it("does not fill a hole whose outline has too few corners", async () => {
    const line = [
      [1, 1],
      [15, 15],
    ];
    const cell = feature("Polygon", [square(1, 3)]);
    expect((await area([cell, feature("Polygon", [line, square(4, 8)])])).area).toBe(4);
  });

  it("excludes the annotation around detections by name", async () => {
    const region = feature("Polygon", [square(1, 18)], { objectType: "annotation" });
    const cells = [square(2, 6), square(8, 12)].map((ring) =>
      feature("Polygon", [ring], { objectType: "detection" }),
    );
    const { record } = await area({ type: "FeatureCollection", features: [region, ...cells] });
    expect(record.cells).toBe(2);
    expect(record.notes).toEqual(["No cell in object 1 (a region around cells)."]);
  });
});

const SQUARE: readonly Point[] = [
  [2, 2],
  [9, 2],
  [9, 9],
  [2, 9],
];
const CORNERS = "2,2;9,2;9,9;2,9";

it.each<readonly [name: string, value: unknown, note: string]>([
  [
    "a.json",
    labelMe(
      { label: "cell", points: SQUARE },
      { label: "frame", shape_type: "rectangle", points: SQUARE.slice(0, 2) },
    ),
    "No cell in shape 2 (a box).",
  ],
  [
    "a.xml",
    cvat(`<polygon label="c" points="${CORNERS}"/><box label="b" xtl="1"/>`),
    "No cell in shape 2 (a box).",
  ],
  [
    "a.xml",
    cvat(`<polyline points="1,1;2,2"/><polygon points="${CORNERS}"/>`),
    "No cell in shape 1 (a line).",
  ],
  [
    "v.json",
    via([{ shape_attributes: viaPolygon(SQUARE) }, { shape_attributes: { name: "rect", x: 1 } }]),
    "No cell in region 2 (a box).",
  ],
  [
    "t.json",
    task(
      [
        result("polygonlabels", { points: SQUARE.map(percent) }),
        result("rectanglelabels", { x: 1, y: 1, width: 5, height: 5 }),
      ],
      "a.png",
    ),
    "No cell in result 2 (a box).",
  ],
  [
    "t.json",
    task([result("polygonlabels", { points: SQUARE.map(percent) })], "a.png", [
      { id: 2, was_cancelled: true, result: [] },
      { id: 3, result: [result("polygonlabels", { points: SQUARE.map(percent) })] },
    ]),
    "No cell in annotation 2 (another annotation of the same task; the first that was not cancelled is read).",
  ],
  ["a.geojson", [feature("Polygon", [SQUARE]), feature("Point", [1, 1])], "No cell in object 2 (a Point)."],
])("%s: objects that are not cells are named", async (name, value, note) => {
  const { records, refused } = await importWith(name, value);
  expect(refused).toEqual([]);
  expect(records.map(({ cells, notes }) => ({ cells, notes }))).toEqual([{ cells: 1, notes: [note] }]);
});

it.each<readonly [name: string, path: string]>([
  ["/data/upload/1/cb0618f6-field%201.png", "set/field 1.png"],
  ["/data/local-files/?d=images/a.png", "set/images/a.png"],
  ["/data/local-files/?d=images%2Fa.png", "set/images/a.png"],
  ["s3://bucket/plate/a.png", "set/plate/a.png"],
  ["https://host.org/x/a.png?X-Amz-Date=1.2&y=3", "set/a.png"],
  ["a.png", "set/a.png"],
])("Label Studio: %s is named", async (address, path) => {
  const tasks = task([result("polygonlabels", { points: SQUARE.map(percent) })], address);
  const { records } = await importWith("t.json", tasks, path);
  expect(records.map(({ cells }) => cells)).toEqual([1]);
});

it.each<readonly [name: string | undefined, path: string]>([
  ["a.png", "set/a.png"],
  ["..\\images\\a.png", "set/images/a.png"],
  ["../images/a.png", "set/images/a.png"],
  ["a.jpg", "set/a.png"],
  [undefined, "set/a.png"],
])("LabelMe: %s is named", async (imagePath, path) => {
  const value = { ...labelMe({ label: "cell", points: SQUARE }), imagePath };
  const { records } = await importWith("a.json", value, path);
  expect(records.map(({ cells }) => cells)).toEqual([1]);
});

it("each image has the JSON of its own folder", async () => {
  const files = ["p/a", "p/b", "q/a"].flatMap((stem, at) => {
    const shapes = Array.from({ length: at + 1 }, (_, cell) => ({
      label: "cell",
      points: SQUARE.map(([x, y]) => [x / 2 + 7 * cell, y / 2]),
    }));
    const value = { ...labelMe(...shapes), imagePath: `${stem.slice(2)}.png` };
    return [
      { path: `set/${stem}.png`, blob: new Blob([image, new Uint8Array([at])]) },
      { path: `set/${stem}.json`, blob: blobOf(value) },
    ];
  });
  const { records, refused } = await importAll(files);
  expect(refused).toEqual([]);
  expect(records.map(({ cells }) => cells)).toEqual([1, 2, 3]);
});

it("a task without annotations is not an image without cells", async () => {
  const second = { ...task([], "b.png")[0], annotations: [] };
  const { records, refused } = await importAll([
    { path: "a.png", blob: image },
    { path: "b.png", blob: image },
    {
      path: "t.json",
      blob: blobOf([...task([result("polygonlabels", { points: SQUARE.map(percent) })], "a.png"), second]),
    },
  ]);
  expect(records).toHaveLength(1);
  expect(refused.map(({ reason }) => reason).join(" ")).toMatch(/b\.png: its task has no annotation/);
});

it("a file with boxes only does not give an image without cells", async () => {
  const { records, refused } = await importWith(
    "a.json",
    labelMe({ shape_type: "rectangle", points: SQUARE }),
  );
  expect(records).toEqual([]);
  expect(refused[0].reason).toMatch(/No cell in shape 1 \(a box\)/);
});

it.each<readonly [name: string, value: unknown, reason: RegExp]>([
  ["a.xml", "<annotation><object><bndbox><xmin>1</xmin></bndbox></object></annotation>", /PASCAL VOC.*boxes/],
  ["a.xml", "<metadata><a/></metadata>", /not one of those that are read: CVAT/],
  ["a.xml", cvat("").slice(0, -14), /damaged/],
  ["a.xml", `<annotations><track id="0"/></annotations>`, /Tracks of a video/],
  ["a.xml", `<!DOCTYPE x [<!ENTITY b "${"&a;".repeat(9)}">]>${cvat("&b;")}`, /damaged/],
  ["a.xml", `<n:a xmlns:n="u"><n:b/></n:a>`, /not one of those/],
  ["package.json", { name: "x", version: "1" }, /not one of those that are read/],
  ["layers.json", [{ type: "labels", data: [] }], /not one of those that are read/],
  ["via.csv", "filename,file_size,region_shape_attributes\na.png,9,{}\n", /region 1: its shape is missing/],
  ["via.csv", 'filename,region_shape_attributes\na.png,"{}\n', /quotation marks/],
  ["coco.json", [{ image_id: 1, segmentation: [] }], /not one of those that are read/],
  ["a.json", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, /not/],
])("%s is refused with a message", async (name, value, reason) => {
  const { refused } = await importWith(name, value);
  expect(refused.filter(({ file }) => file.endsWith(name)).map((refusal) => refusal.reason)).toEqual([
    expect.stringMatching(reason),
  ]);
});

describe("a table of the VGG Image Annotator", () => {
  const columns =
    "filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes";
  const quoted = (value: unknown) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
  const row = (name: string, count: number, id: number, shape: object) =>
    [name, 9, quoted({}), count, id, quoted(shape), quoted({})].join(",");
  const polygon = {
    name: "polygon",
    all_points_x: SQUARE.map(([x]) => x),
    all_points_y: SQUARE.map(([, y]) => y),
  };
  const circle = { name: "circle", cx: 18, cy: 14, r: 3 };
  const table = (name = "a.png") =>
    [columns, row(name, 3, 0, polygon), row(name, 3, 1, circle), row(name, 3, 2, { name: "rect" })].join(
      "\n",
    );

  it("gives the same cells as its JSON, with any column separator", async () => {
    const regions = [polygon, circle, { name: "rect" }].map((shape_attributes) => ({ shape_attributes }));
    const json = await importWith("via.json", via(regions));
    expect(json.records[0].cells).toBe(2);
    const semicolons = Papa.unparse(Papa.parse<string[]>(table()).data, { delimiter: ";" });
    for (const text of [table(), `\uFEFF${table()}`, semicolons, `sep=;\n${semicolons}`]) {
      const { images, refused } = await importWith("via.csv", text);
      expect(refused).toEqual([]);
      expect(images[0].labels.data).toEqual(json.images[0].labels.data);
      expect(images[0].record.notes).toContainEqual(expect.stringContaining("region 3 (a box)"));
    }
  });

  it("is refused by name for an image with missing rows", async () => {
    const rows = table().split("\n");
    const { records, refused } = await importWith("via.csv", rows.slice(0, -1).join("\n"));
    expect(records).toEqual([]);
    expect(refused.map(({ reason }) => reason)).toContainEqual(
      expect.stringMatching(/^a\.png: the table counts 3 regions .* holds 2, so cells are missing/),
    );
  });

  it("reports an image without a region", async () => {
    const { records, refused } = await importAll([
      { path: "a.png", blob: image },
      { path: "b.png", blob: image },
      { path: "via.csv", blob: blobOf([table(), row("b.png", 0, 0, {})].join("\n")) },
    ]);
    expect(refused).toEqual([]);
    expect(records.map(({ cells }) => cells)).toEqual([2, 0]);
  });
});

it("old LabelMe files have no shape type for polygons", async () => {
  for (const shape_type of [null, undefined]) {
    const value = labelMe({ shape_type, points: SQUARE });
    expect((await importWith("a.json", value)).records.map(({ cells }) => cells)).toEqual([1]);
  }
});

it("Label Studio's signed URLs give file names", async () => {
  const cells = [result("polygonlabels", { points: SQUARE.map(percent) })];
  const hidden = ["s3://bucket/set/a.png", "gs://b/x/\u00e9/a.png", "azure-blob://c/a.png?>"].map((address) =>
    Buffer.from(address).toString("base64url"),
  );
  for (const uri of [
    ...hidden,
    encodeURIComponent("s3://bucket/a.png"),
    encodeURIComponent(btoa("s3://b/xy/a.png")),
  ]) {
    for (const address of [
      `/tasks/7/presign/?fileuri=${uri}`,
      `https://host/tasks/7/resolve/?x=1&fileuri=${uri}`,
    ]) {
      const { records, refused } = await importWith("t.json", task(cells, address));
      expect([address, refused]).toEqual([address, []]);
      expect(records.map((record) => record.cells)).toEqual([1]);
    }
  }
});

it("a byte order mark is allowed in all of them", async () => {
  for (const [name, value] of [
    ["a.xml", cvat(`<polygon points="${CORNERS}"/>`)],
    ["a.json", JSON.stringify(labelMe({ points: SQUARE }))],
    ["t.json", JSON.stringify(task([result("polygonlabels", { points: SQUARE.map(percent) })]))],
  ]) {
    expect((await importWith(name, `\uFEFF${value}`)).records.map(({ cells }) => cells)).toEqual([1]);
  }
});

it("reads outlines with a million corners", async () => {
  const points = Array.from({ length: 1_000_000 }, (_, at): Point => [at % 2 === 0 ? 2 : 9, 2 + (at % 7)]);
  const { refused, records } = await importWith("a.geojson", feature("Polygon", [points]));
  expect(refused.length + records.length).toBeGreaterThan(0);
});

it("reads many short masks with very large boxes, clipped to the image", async () => {
  const mask = '<mask label="c" rle="0,67108864" left="12" top="-1" width="8192" height="8192"/>';
  const tall = '<mask label="c" rle="1,67108863" left="2" top="-9" width="1" height="67108864"/>';
  const { images, refused } = await importWith("annotations.xml", cvat(mask.repeat(3000) + tall));
  expect(refused).toEqual([]);
  expect(images[0].record.cells).toBe(2);
  const inTall = [...images[0].labels.data].flatMap((id, pixel) => (id === 2 ? [pixel % COLUMNS] : []));
  expect(inTall).toEqual(Array(ROWS).fill(2));
});
