import type { ArchivePart } from "../../core/archive-parts.ts";
import { NETWORKS, type NetworkName, type Recipe } from "../../core/recipe/recipe.ts";
import { ARCHIVE_FILES, networkFiles } from "./archive-files.ts";
import type { ArchivedNetwork, ArchivedNetworks } from "./archived-network.ts";
import { pipelineOf } from "./pipeline-of.ts";

/** Version of the file of graphs. */
const GRAPHS_VERSION = 1;

/** The networks that are trained, by name, in the order of the pipeline. */
function trained(
  networks: ArchivedNetworks["networks"],
): readonly (readonly [NetworkName, ArchivedNetwork])[] {
  return NETWORKS.flatMap((name) => {
    const network = networks[name];
    return network ? [[name, network] as const] : [];
  });
}

/** What a file of one network or of the pipeline says of itself. */
function metadataOf(network: string, { recipe }: ArchivedNetwork, whole: Recipe): Record<string, string> {
  return {
    network,
    recipe: JSON.stringify(whole),
    channel: JSON.stringify(recipe.channel),
    normalisation: JSON.stringify(recipe.normalisation),
  };
}

async function onnxFiles(content: ArchivedNetworks): Promise<Record<string, Uint8Array>> {
  const [{ writeOnnxNetwork }, { writeOnnxPipeline }] = await Promise.all([
    import("./onnx/onnx-network.ts"),
    import("./onnx/onnx-pipeline.ts"),
  ]);
  const files: Record<string, Uint8Array> = {};
  for (const [name, network] of trained(content.networks)) {
    const metadata = metadataOf(name, network, content.recipe);
    files[networkFiles(name).onnx] = writeOnnxNetwork(network.graph, network.weights, metadata);
  }
  const pipeline = pipelineOf(content);
  if (pipeline) {
    const [networks, first] = pipeline;
    const metadata = metadataOf("pipeline", first, content.recipe);
    files[ARCHIVE_FILES.pipeline] = writeOnnxPipeline(networks, metadata);
  }
  return files;
}

async function safetensorsFiles({ networks, recipe }: ArchivedNetworks): Promise<Record<string, Uint8Array>> {
  const { writeSafetensorsNetwork } = await import("./safetensors-network.ts");
  const files: Record<string, Uint8Array> = {};
  for (const [name, network] of trained(networks)) {
    const metadata = metadataOf(name, network, recipe);
    files[networkFiles(name).safetensors] = writeSafetensorsNetwork(network.graph, network.weights, metadata);
  }
  return files;
}

/** The graphs of all networks, of which a reader builds them without knowing any architecture. */
function graphFile({ networks }: ArchivedNetworks): Uint8Array {
  const graphs = trained(networks).map(([name, { graph }]) => [name, graph]);
  const content = { version: GRAPHS_VERSION, networks: Object.fromEntries(graphs) };
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
}

/**
 * The files of an archive besides those of TensorFlow.js: the networks in other formats. The writers are loaded when
 * they are needed.
 * @throws RangeError if weights do not fit their graph
 */
export async function handOverFiles(
  content: ArchivedNetworks,
  parts: readonly ArchivePart[],
): Promise<Readonly<Record<string, Uint8Array>>> {
  return {
    ...(parts.includes("safetensors") ? await safetensorsFiles(content) : {}),
    ...(parts.includes("onnx") ? await onnxFiles(content) : {}),
    ...(parts.includes("python") ? { [ARCHIVE_FILES.graphs]: graphFile(content) } : {}),
  };
}
