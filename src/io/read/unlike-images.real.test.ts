import { beforeAll, describe, expect, it } from "vitest";
import type { ImageLook } from "../../core/dataset/image-look.ts";
import { unlikeImages } from "../../core/dataset/unlike-images.ts";
import { dropOf, HAS_SHARED_DATA, importAll, SHARED_NOTE } from "./testing/test-files.ts";

async function looksOf(path: string): Promise<ImageLook[]> {
  const { records } = await importAll(await dropOf(path));
  return records.flatMap(({ look }) => (look ? [look] : []));
}

const countUnlike = (looks: readonly ImageLook[], training: readonly ImageLook[]) =>
  unlikeImages(
    looks.map((look) => ({ look })),
    training,
  )?.images.length ?? 0;

/** Images that differ from all others of their set. */
const outsiders = (looks: readonly ImageLook[]) =>
  looks.filter((look, place) => countUnlike([look], looks.toSpliced(place, 1)) > 0).length;

describe.skipIf(!HAS_SHARED_DATA)(`images unlike the training images${SHARED_NOTE}`, () => {
  let nuclei: ImageLook[] = [];
  let phase: ImageLook[] = [];
  beforeAll(async () => {
    nuclei = await looksOf("dsb2018");
    phase = await looksOf("phase/sartorius");
  });

  it("names every phase contrast image after training on fluorescence, and the reverse", () => {
    const fluorescence = nuclei.filter(({ median }) => median < 0.5);
    expect(fluorescence).toHaveLength(32);
    expect(phase).toHaveLength(6);
    expect(countUnlike(phase, fluorescence)).toBe(6);
    expect(countUnlike(fluorescence, phase)).toBe(32);
  });

  it("names them even if stained tissue is among the training images", () => {
    expect(countUnlike(phase, nuclei)).toBe(6);
  });

  it("names no image held out of its own set", async () => {
    expect(outsiders(nuclei)).toBe(0);
    expect(outsiders(phase)).toBe(0);
    expect(outsiders(await looksOf("pairs/stardist"))).toBe(0);
  });

  it("names no fluorescence image of another microscope", async () => {
    const fluorescence = nuclei.filter(({ median }) => median < 0.5);
    expect(countUnlike(await looksOf("tools_real/stardist"), fluorescence)).toBe(0);
  });
});
