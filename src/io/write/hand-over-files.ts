import type { ArchivePart } from "../../core/archive-parts.ts";
import { sameImageValues } from "../../core/recipe/image-values.ts";
import { pipelineInUse } from "../../core/recipe/pipelines.ts";
import { NETWORKS, type NetworkName, type Recipe } from "../../core/recipe/recipe.ts";
import { ARCHIVE_FILES, networkFiles } from "./archive-files.ts";
import type { ArchivedNetwork } from "./archived-network.ts";
import type { PipelineNetworks } from "./onnx/onnx-pipeline.ts";

/** Version of the file of graphs. */
const GRAPHS_VERSION = 1;

/** The trained networks of an archive, and its recipe. */
interface Networks {
  readonly networks: Readonly<Partial<Record<NetworkName, ArchivedNetwork | null>>>;
  readonly recipe: Recipe;
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

/**
 * The networks of the pipeline that predicts, and the one whose image it takes; null without a network for the mask, or
 * if U-Net and Direction Net see differently normalised images.
 */
function pipelineOf({ networks, recipe }: Networks): [PipelineNetworks, ArchivedNetwork] | null {
  const trained = NETWORKS.filter((name) => networks[name]);
  const { semantic, direction = null, energy = null, shared } = networks;
  if (pipelineInUse(trained, recipe.pipeline) === "shared") return shared ? [{ shared }, shared] : null;
  if (!semantic) return null;
  if (direction && !sameImageValues(semantic.recipe, direction.recipe)) return null;
  return [{ semantic, direction, energy: direction && energy }, semantic];
}

async function onnxFiles(content: Networks): Promise<Record<string, Uint8Array>> {
  const [{ writeOnnxNetwork }, { writeOnnxPipeline }] = await Promise.all([
    import("./onnx/onnx-network.ts"),
    import("./onnx/onnx-pipeline.ts"),
  ]);
  const files: Record<string, Uint8Array> = {};
  for (const name of NETWORKS) {
    const network = content.networks[name];
    if (!network) continue;
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

async function safetensorsFiles({ networks, recipe }: Networks): Promise<Record<string, Uint8Array>> {
  const { writeSafetensorsNetwork } = await import("./safetensors-network.ts");
  const files: Record<string, Uint8Array> = {};
  for (const name of NETWORKS) {
    const network = networks[name];
    if (!network) continue;
    const metadata = metadataOf(name, network, recipe);
    files[networkFiles(name).safetensors] = writeSafetensorsNetwork(network.graph, network.weights, metadata);
  }
  return files;
}

/** The graphs of all networks, of which a reader builds them without knowing any architecture. */
function graphFile({ networks }: Networks): Uint8Array {
  const graphs = NETWORKS.flatMap((name) => {
    const network = networks[name];
    return network ? [[name, network.graph] as const] : [];
  });
  const content = { version: GRAPHS_VERSION, networks: Object.fromEntries(graphs) };
  return new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);
}

/**
 * The files of an archive besides those of TensorFlow.js: the networks in other formats. The writers are loaded when
 * they are needed.
 * @throws RangeError if weights do not fit their graph
 */
export async function handOverFiles(
  content: Networks,
  parts: readonly ArchivePart[],
): Promise<Readonly<Record<string, Uint8Array>>> {
  return {
    ...(parts.includes("safetensors") ? await safetensorsFiles(content) : {}),
    ...(parts.includes("onnx") ? await onnxFiles(content) : {}),
    ...(parts.includes("python") ? { [ARCHIVE_FILES.graphs]: graphFile(content) } : {}),
  };
}
