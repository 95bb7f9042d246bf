import { describe, expect, it } from "vitest";
import { sourceOfBlob } from "../bytes/source-file.ts";
import { readImageList } from "./image-list.ts";

const HEADER = "image_path,file_name,id,mask_name";
const read = (...rows: readonly string[]) =>
  readImageList(
    sourceOfBlob("images.csv", new Blob([[HEADER, ...rows].join("\n")])),
    new AbortController().signal,
  );

describe("a list of exported images", () => {
  it("counts a repeated row once", async () => {
    const list = await read("a/x.png,a/x.png,a/x,u", "a/x.png,a/x.png,a/x,u", "b/x.png,b/x.png,b/x,v");
    expect(list?.images.map(({ image, mask }) => [image, mask])).toEqual([
      ["a/x.png", "u"],
      ["b/x.png", "v"],
    ]);
  });

  it("is recognised and refused for unbalanced quotation marks", async () => {
    await expect(read('a/x.png,a/x.png,a/x,"u', "b/x.png,b/x.png,b/x,v")).rejects.toThrow(
      /list of images of exported masks.*quotation marks/,
    );
  });
});
