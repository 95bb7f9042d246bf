import { describe, expect, it } from "vitest";
import { type Pairing, pairFiles } from "./pairing.ts";

const labelledOf = ({ images }: Pairing) => images.filter(({ truth }) => truth.kind !== "none");

describe("tables of cells", () => {
  const table = (path: string, ...ids: string[]) => ({
    path,
    images: new Map(ids.map((id) => [id, { cells: 2, problem: null as string | null }])),
  });

  it("without any cell are compared with the images added with them or before", () => {
    const blank = (...ids: string[]) => ({
      path: "sample_submission.csv",
      images: new Map(ids.map((id) => [id, { cells: 0, problem: null }])),
    });
    const refusalOf = (files: string[], ids: string[], loaded: string[] = []) => {
      const before = loaded.map((path) => ({ path, labelled: path.startsWith("train/") }));
      const { refused } = pairFiles(files, [blank(...ids)], { loaded: before });
      expect(refused).toHaveLength(1);
      return refused[0];
    };
    const reasonOf = (files: string[], ...ids: string[]) => refusalOf(files, ids).reason;
    const files = ["test/a.png", "test/b.png"];
    expect(reasonOf(files, "a", "b")).not.toContain("differ");
    expect(reasonOf(files, "a", "b", "c", "d")).toContain(
      'Its images differ from the loaded ones: not loaded: "c", "d".',
    );
    expect(reasonOf(files, "a")).toContain('loaded without labels, but not named in it: "test/b.png".');
    expect(reasonOf(files, "x", "y")).not.toContain("differ");

    const loaded = [...files, "train/c.png"];
    const all = "All images that it names are loaded, and no others without labels.";
    expect(refusalOf([], ["a", "b"], loaded)).toEqual({
      file: "sample_submission.csv",
      reason: expect.stringContaining(all),
    });
    expect(refusalOf(["test/d.png"], ["a", "b", "d"], loaded).reason).toContain(all);
    expect(refusalOf(files, ["a", "b", "c"], loaded).reason).toContain(all);
    expect(refusalOf(["test/d.png"], ["a", "b"], loaded).reason).toContain('not named in it: "test/d.png".');
    // One that lacks images is kept, and compared again with the next ones.
    expect(refusalOf([], ["a", "b", "e"], loaded)).toEqual({
      file: "sample_submission.csv",
      reason: expect.stringContaining('Its images differ from the loaded ones: not loaded: "e".'),
      lacksImages: true,
    });
    expect(refusalOf([], ["a"]).lacksImages).toBe(true);
  });

  it("match images below their own folder first", () => {
    const files = ["a/train/x.png", "b/train/x.png"];
    const { images } = pairFiles(files, [table("b/train.csv", "x"), table("a/train.csv", "x")]);
    expect(images.map(({ image, truth }) => `${image} ${truth.kind === "table" && truth.path}`)).toEqual([
      "a/train/x.png a/train.csv",
      "b/train/x.png b/train.csv",
    ]);
    expect(images[0].source).toBe("x.png with 2 cells of train.csv");
  });

  it("match among thousands of images, with one table each or one for all", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => `x${index}`);
    const files = ids.map((id) => `${id}/${id}.png`);
    const each = pairFiles(
      files,
      ids.map((id) => table(`${id}/${id}.zip`, id)),
    );
    expect(
      each.images.every(
        ({ image, truth }) => truth.kind === "table" && image === `${truth.id}/${truth.id}.png`,
      ),
    ).toBe(true);
    const all = pairFiles(files, [table("all.json", ...ids)]);
    expect([each.images.length, all.images.length]).toEqual([5000, 5000]);
    expect([...each.refused, ...all.refused, ...each.unpaired, ...all.unpaired]).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ["a.tif", "a.png", "rows of t.csv, its name with another extension", 't.csv calls this image "a.tif".'],
    ["E\u0301.PNG", "\u00e9.png", "rows of t.csv, its name in a different case", ""],
    ["e\u0301.png", "\u00e9.png", "rows of t.csv, its name in another Unicode form", ""],
    [
      "a%20b.png",
      "a b.png",
      "rows of t.csv, its name percent-encoded",
      't.csv calls this image "a%20b.png".',
    ],
    ["d\\a.png", "a.png", "backslashes", "calls"],
    ["images\\4/cb0618f6-a.png", "images/a.png", "as an annotation tool renamed it", "calls"],
    [`a_png.rf.${"0a".repeat(16)}.jpg`, "a.png", "as an annotation tool renamed it", "calls"],
    ["1", "0001.png", "rows of t.csv, its name with other leading zeros", 't.csv calls this image "1".'],
    ["C:\\data\\set\\a.png", "set/a.png", "backslashes", "calls"],
    ["x/y/set/a.png", "other/set/a.png", "rows of t.csv", ""],
  ])("match %j to %j", (id, file, why, note) => {
    const [image] = pairFiles([file], [table("t.csv", id)]).images;
    expect(image.why).toContain(why);
    expect(image.notes?.join() ?? "").toContain(note);
  });

  it("distinguish images of the same name by their folders", () => {
    const files = ["images/plateA/r.png", "images/plateB/r.png"];
    const { images } = pairFiles(files, [table("a.json", "plateB/r.png", "plateA/r.png")]);
    expect(images.map(({ image, truth }) => `${image} ${truth.kind === "table" && truth.id}`)).toEqual([
      "images/plateA/r.png plateA/r.png",
      "images/plateB/r.png plateB/r.png",
    ]);
  });

  it.each<[string, string[], string[]]>([
    ["one name for two images", ["a/x.png", "b/x.png"], ["x"]],
    ["two names for one image", ["x.png"], ["a/x.png", "b/x.png"]],
    ["a name and the same with its extension", ["x.png"], ["q/x.png", "p/x"]],
    ["images that differ in case, with another case in the table", ["Xa.png", "xA.png"], ["xa.png"]],
    ["images that differ in extension", ["x.png", "x.jpg"], ["x"]],
    ["numbers with other zeros", ["01.png", "001.png"], ["1"]],
  ])("match nothing if ambiguous, with a reason: %s", (_, files, ids) => {
    const pairing = pairFiles(files, [table("t.csv", ...ids)]);
    const pairs = labelledOf(pairing);
    expect(pairs.length).toBeLessThan(ids.length);
    expect(pairing.refused.map(({ reason }) => reason).join()).toContain("not certain");
  });

  it("distinguish images that a tool renamed alike", () => {
    const [mine, other] = ["1", "2"].map((end) => `a_png.rf.${"0".repeat(31)}${end}.jpg`);
    expect(labelledOf(pairFiles([mine], [table("t.json", other)]))).toEqual([]);
    expect(labelledOf(pairFiles(["aaaaaaaa-x.png"], [table("t.json", "bbbbbbbb-x.png")]))).toEqual([]);
  });

  it("report missing images in one line", () => {
    const ids = Array.from({ length: 8 }, (_, index) => `id${index}`);
    const { refused } = pairFiles([], [table("train.csv", ...ids)]);
    expect(refused).toHaveLength(1);
    expect(refused[0].reason).toContain("8 images");
    expect(refused[0].reason).toContain("and 3 more");
  });

  it("never read an id as a path", () => {
    const pairing = pairFiles(
      ["cell01.png"],
      [table("d/train.csv", "../cell01", "__proto__", "constructor")],
    );
    expect(labelledOf(pairing)).toEqual([]);
  });
});
