import {
  type KeptManifest,
  type ListedNetwork,
  type ListedSet,
  MANIFEST_VERSION,
  ManifestError,
  parseManifest,
} from "../core/kept/kept-manifest.ts";
import type { NetworkName } from "../core/recipe/recipe.ts";
import { NETWORK_TEXT } from "../core/recipe/stages.ts";
import { crc32 } from "../io/read/bytes/checksums.ts";
import { parameterBytes } from "../io/read/weights/tfjs-model.ts";
import { networkGraph } from "../nets/stage-graph.ts";
import type { Folder } from "../platform/folder.ts";
import type { TrainedNetwork } from "./network-store.ts";
import { packWeights, unpackWeights } from "./packed-weights.ts";

/** Networks that belong together, with the page's description of them as it was written. */
export interface KeptSet {
  /** In order of training, the newest last. */
  readonly networks: ReadonlyMap<NetworkName, TrainedNetwork>;
  readonly chained: boolean;
  readonly about: string | null;
}

/** The networks in use, and the ones that they replaced. */
export interface KeptSets {
  readonly current: KeptSet | null;
  readonly previous: KeptSet | null;
}

const MANIFEST = "manifest.json";
const MAX_MANIFEST_BYTES = 2 ** 22;
/** Enough for curves of several hundred thousand steps. */
const MAX_ABOUT_BYTES = 2 ** 28;

const encode = (text: string) => new TextEncoder().encode(text);

/** Message about a network whose numbers differ from those that were written. */
function damaged(name: NetworkName): string {
  return `The ${NETWORK_TEXT[name].title} kept from an earlier visit is damaged and was skipped. Train it again, or import its weights.`;
}

/**
 * Trained networks in a folder, which outlive the page. Numbers are in files that are written once. The
 * manifest that names these files is written last and in one piece: a visit that ends at any moment leaves
 * either the previous or the new state.
 */
export class KeptNetworks {
  readonly #folder: Folder;
  readonly #files = new WeakMap<TrainedNetwork, ListedNetwork>();
  #abouts = new Map<string, NonNullable<ListedSet["about"]>>();
  #count = 0;

  constructor(folder: Folder) {
    this.#folder = folder;
  }

  /** The kept networks, and a sentence for each part that is damaged and skipped. May throw a StoreError. */
  async read(): Promise<KeptSets & { readonly problems: readonly string[] }> {
    for (const name of await this.#folder.names()) {
      const number = Number(/-(\d+)\./.exec(name)?.[1] ?? 0);
      this.#count = Math.max(this.#count, number);
    }
    const nothing = { current: null, previous: null, problems: [] };
    const file = await this.#folder.read(MANIFEST);
    if (!file) return nothing;
    try {
      if (file.size > MAX_MANIFEST_BYTES) throw new ManifestError("The list of kept networks is too long.");
      const { current, previous } = parseManifest(await file.text());
      const problems: string[] = [];
      return {
        current: await this.#readSet(current, problems),
        previous: await this.#readSet(previous, problems),
        problems: [...new Set(problems)],
      };
    } catch (error) {
      if (!(error instanceof ManifestError)) throw error;
      return { ...nothing, problems: [error.message] };
    }
  }

  /** Replaces what was kept before by these sets. Throws a StoreError; then what was kept before remains. */
  async write({ current, previous }: KeptSets): Promise<void> {
    const manifest: KeptManifest = {
      version: MANIFEST_VERSION,
      current: current && (await this.#writeSet(current)),
      previous: previous && (await this.#writeSet(previous)),
    };
    await this.#folder.write(MANIFEST, [encode(JSON.stringify(manifest))]);
    await this.#tidy(manifest);
  }

  async #readSet(listed: ListedSet | null, problems: string[]): Promise<KeptSet | null> {
    if (!listed) return null;
    const networks = new Map<NetworkName, TrainedNetwork>();
    for (const one of listed.networks) {
      const network = await this.#readNetwork(one);
      if (network) networks.set(one.name, network);
      else problems.push(damaged(one.name));
    }
    const chained = listed.chained && networks.has("direction") && networks.has("energy");
    return { networks, chained, about: await this.#readAbout(listed.about) };
  }

  async #readNetwork(listed: ListedNetwork): Promise<TrainedNetwork | null> {
    const { name, recipe, engine } = listed;
    const graph = networkGraph(name, recipe.networks);
    const file = await this.#folder.read(listed.file);
    // Checked before anything is read: the manifest may contain any size.
    if (!file || file.size !== listed.bytes || file.size !== parameterBytes(graph)) return null;
    const bytes = new Uint8Array(await file.arrayBuffer());
    if (crc32(bytes) !== listed.crc32) return null;
    const weights = unpackWeights(graph, bytes);
    if (!weights) return null;
    const network = { graph, weights, recipe, engine };
    this.#files.set(network, listed);
    return network;
  }

  async #readAbout(about: ListedSet["about"]): Promise<string | null> {
    if (!about) return null;
    const file = await this.#folder.read(about.file);
    if (!file || file.size !== about.bytes || file.size > MAX_ABOUT_BYTES) return null;
    const text = await file.text();
    this.#abouts.set(text, about);
    return text;
  }

  async #writeSet({ networks, chained, about }: KeptSet): Promise<ListedSet> {
    const listed: ListedNetwork[] = [];
    for (const [name, network] of networks) listed.push(await this.#writeNetwork(name, network));
    return { about: await this.#writeAbout(about), chained, networks: listed };
  }

  async #writeNetwork(name: NetworkName, network: TrainedNetwork): Promise<ListedNetwork> {
    const known = this.#files.get(network);
    if (known) return known;
    const { graph, weights, recipe, engine } = network;
    const bytes = packWeights(graph, weights);
    const file = this.#newName("network", "bin");
    await this.#folder.write(file, [bytes]);
    const listed = { name, file, bytes: bytes.length, crc32: crc32(bytes), recipe, engine };
    this.#files.set(network, listed);
    return listed;
  }

  async #writeAbout(text: string | null): Promise<ListedSet["about"]> {
    if (text === null) return null;
    const known = this.#abouts.get(text);
    if (known) return known;
    const bytes = encode(text);
    const about = { file: this.#newName("about", "json"), bytes: bytes.length };
    await this.#folder.write(about.file, [bytes]);
    this.#abouts.set(text, about);
    return about;
  }

  #newName(kind: string, extension: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}.${extension}`;
  }

  /** Deletes files that no manifest names any more. */
  async #tidy({ current, previous }: KeptManifest): Promise<void> {
    const sets = [current, previous].filter((set) => set !== null);
    const networks = sets.flatMap((set) => set.networks.map(({ file }) => file));
    const abouts = new Set(sets.flatMap(({ about }) => (about ? [about.file] : [])));
    const named = new Set([MANIFEST, ...networks, ...abouts]);
    this.#abouts = new Map([...this.#abouts].filter(([, { file }]) => abouts.has(file)));
    for (const name of await this.#folder.names()) if (!named.has(name)) await this.#folder.delete(name);
  }
}
