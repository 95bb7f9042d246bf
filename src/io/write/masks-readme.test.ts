import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { instanceChoice } from "../../core/instances/choice.ts";
import { METHODS } from "../../core/instances/parameters.ts";
import { MASK_FORMATS, type MaskFormat } from "../../core/mask-formats.ts";
import { importAll } from "../read/testing/test-files.ts";
import { writeMasksArchive } from "./masks-archive.ts";
import { masksReadme } from "./masks-readme.ts";

const UNLABELLED = { score: null };
const WITH_TRUE_MASK = { score: { maskIou: null } };
const WITH_PREDICTED_MASK = { score: { maskIou: 0.9 } };

const origin = {
  choice: instanceChoice("cut", { level: 2, dilation: -1, leftovers: false }),
  testTimeAugmentation: true,
  networks: ['U-Net, imported from "w.zip"'],
};

/** The files that the section "Files" explains. */
function listedFiles(text: string): string[] {
  const [, section] = text.split("Files\n-----\n");
  const [lines] = section.split("\nOpen in");
  return lines.split("\n").filter((line) => /^\S+$/.test(line) && !line.startsWith("---"));
}

describe("the README of a zip of masks", () => {
  it("explains the files that are present, and no others", () => {
    const labels = { rows: 1, columns: 2, data: Int32Array.of(0, 1) };
    const images = [{ name: "NAME", path: "NAME.tif", labels, score: null }];
    const choices: MaskFormat[][] = [[...MASK_FORMATS], ...MASK_FORMATS.map((format) => [format])];
    for (const formats of choices) {
      const files = unzipSync(writeMasksArchive(images, new Set(formats), origin));
      const { "README.txt": readme, ...others } = files;
      const text = new TextDecoder().decode(readme);
      expect(listedFiles(text).sort()).toEqual(Object.keys(others).sort());
      expect(text.includes("imageio")).toBe(formats.includes("png"));
      expect(text.includes("ROI Manager")).toBe(formats.includes("rois"));
    }
  });

  it("states the method, its settings and the networks", () => {
    const text = masksReadme(["png"], [UNLABELLED], origin);
    expect(text).toContain("Method: Cut at a level.");
    expect(text).toContain("Cut above level: 2\n");
    expect(text).toContain("Additional dilation: -1 px\n");
    expect(text).toContain("Keep leftover components: no\n");
    expect(text).toContain("reflections): on");
    expect(text).toContain('Network: U-Net, imported from "w.zip"');
    for (const method of METHODS)
      expect(masksReadme(["png"], [], { ...origin, choice: instanceChoice(method) })).toContain("Method: ");
  });

  it("states whether cells and scores come from true or predicted masks", () => {
    const both = masksReadme(["scores"], [UNLABELLED, WITH_TRUE_MASK, WITH_PREDICTED_MASK], origin);
    expect(both).toContain("Mask of 1 image: the true mask");
    expect(both).toContain("scores of these images are higher than on new images");
    expect(both).toContain("Mask of 2 images: predicted by the U-Net.");
    expect(both).toContain("Of these, 1 has ground truth and scores.");
    expect(masksReadme(["scores"], [WITH_PREDICTED_MASK], origin)).not.toContain("true mask");
  });

  it("is skipped on import, unlike another file of its name", async () => {
    const text = masksReadme(["png"], [UNLABELLED], origin);
    const added = (content: string) => [{ path: "set/README.txt", blob: new Blob([content]) }];
    expect((await importAll(added(text))).refused).toEqual([]);
    expect((await importAll(added(`My ${text}`))).refused).toHaveLength(1);
  });
});
