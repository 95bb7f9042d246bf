import { type Assignments, IMAGE_SETS, type ImageSet } from "../core/dataset/sampling/image-sets.ts";
import type { Folder } from "./folder.ts";

/**
 * Folders of markers: an empty file means that the image of that name is assigned to the set by hand. In the
 * order of precedence, should an image have two.
 */
const FOLDERS: Readonly<Record<ImageSet, string>> = {
  excluded: "excluded",
  prediction: "set-prediction",
  validation: "set-validation",
  training: "set-training",
};

/** New sets of images by id; null for automatic. */
export type SetChanges = ReadonlyMap<string, ImageSet | null>;

/** The sets that images are assigned to by hand. Some of the images may have been removed. */
export interface SetMarkers {
  list(): Promise<Assignments>;
  assign(changes: SetChanges): Promise<void>;
}

/** Opens the markers. All calls may throw a StoreError. */
export async function openSetMarkers(openFolder: (name: string) => Promise<Folder>): Promise<SetMarkers> {
  const folders = new Map<ImageSet, Folder>();
  for (const set of IMAGE_SETS) folders.set(set, await openFolder(FOLDERS[set]));

  async function list(): Promise<Map<string, ImageSet>> {
    const assigned = new Map<string, ImageSet>();
    for (const set of Object.keys(FOLDERS) as ImageSet[]) {
      const names = (await folders.get(set)?.names()) ?? [];
      for (const id of names) if (!assigned.has(id)) assigned.set(id, set);
    }
    return assigned;
  }

  return {
    list,
    async assign(changes) {
      for (const [set, folder] of folders) {
        const marked = new Set(await folder.names());
        for (const [id, wanted] of changes) {
          if (wanted === set && !marked.has(id)) await folder.write(id, []);
          if (wanted !== set && marked.has(id)) await folder.delete(id);
        }
      }
    },
  };
}
