import { expect, test } from "vitest";
import { namePasted } from "./name-pasted.ts";

const named = (path: string) => ({ path, file: new File([], path) });
const names = (paths: readonly string[], first = 1) =>
  namePasted(paths.map(named), first).map(({ path }) => path);

test("keeps the names of files and numbers unnamed images", () => {
  expect(names(["cell.png", "image.png", "set/images/image.png", "", "image.jpeg"], 3)).toEqual([
    "cell.png",
    "pasted image 3.png",
    "set/images/image.png",
    "pasted image 4.png",
    "pasted image 5.jpeg",
  ]);
});

test.each(["image_1.png", "images.png", "my image.png", "image.ome.tif"])("accepts %s as a name", (name) => {
  expect(names([name])).toEqual([name]);
});
