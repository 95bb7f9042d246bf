import { type ArchivePart, USUAL_PARTS } from "../../core/archive-parts.ts";
import type { ImageValues, NetworkName, Recipe } from "../../core/recipe/recipe.ts";
import { NETWORK_TEXT } from "../../core/recipe/stages.ts";
import { type Graph, inputNodes, outputNode } from "../../nets/graph.ts";
import { parametersOf } from "../../nets/parameters.ts";
import { strideOf } from "../../nets/shapes.ts";
import { ARCHIVE_FILES, networkFiles } from "./archive-files.ts";
import { imageRecipe } from "./image-recipe.ts";

const INPUTS: Readonly<Record<string, string>> = {
  image: "intensity, normalised as below",
  mask: "1 in cells, 0 outside, from labels or from the semantic network",
  unit_vectors: "component 0 along rows (down), 1 along columns (right); 0 outside cells",
};

/** The image of a network that also sees its logarithm. */
const TWO_CHANNELS = "intensity g, normalised as below, then log(1 + 30 max(g, -0.02)) / log 31";

const OUTPUTS: Readonly<Record<string, string>> = {
  mask_logits: "one value per pixel: cell where it is above 0; its probability is 1 / (1 + exp(-value))",
  unit_vectors:
    "two values per pixel: component 0 along rows (down), 1 along columns (right); 0 outside the mask",
  level_logits: "16 values per pixel: the depth level is the index of the largest; all 0 outside the mask",
  levels_vectors_mask:
    "19 values per pixel: 16 logits of the depth levels, two components of a vector along rows (down) and columns (right), which is shorter where the network is unsure, and one logit of the mask: cell where it is above 0",
};

/** What follows for a network whose vectors have any length. */
const ANY_LENGTH = "; of any length: divide them by their length for unit vectors";

function outputText(graph: Graph): string {
  const isVectors = graph.output === "unit_vectors";
  const hasUnitLength = outputNode(graph).kind === "normalise";
  return `${OUTPUTS[graph.output]}${isVectors && !hasUnitLength ? ANY_LENGTH : ""}`;
}

/** Whether the image is an input of a network. */
function takesImage(graph: Graph): boolean {
  return inputNodes(graph).some(({ name }) => name === "image");
}

/** The files of a network, e.g. "`a` and `b` (TensorFlow.js graph model)". */
function filesText(network: NetworkName, parts: readonly ArchivePart[]): string {
  const { model, weights, safetensors, onnx } = networkFiles(network);
  return [
    ...(parts.includes("tfjs") ? [`\`${model}\` and \`${weights}\` (a TensorFlow.js graph model)`] : []),
    ...(parts.includes("safetensors") ? [`\`${safetensors}\` (PyTorch's names and axes)`] : []),
    ...(parts.includes("onnx") ? [`\`${onnx}\` (ONNX)`] : []),
    ...(parts.includes("python") ? [`the graph in \`${ARCHIVE_FILES.graphs}\``] : []),
  ].join("; ");
}

function networkSection(network: NetworkName, graph: Graph, parts: readonly ArchivePart[]): string {
  const inputs = inputNodes(graph).map(
    ({ name, channels }) =>
      `- input \`${name}\`, \`[batch, row, column, ${channels}]\`: ${name === "image" && channels === 2 ? TWO_CHANNELS : INPUTS[name]}`,
  );
  return [
    `## ${network}: ${NETWORK_TEXT[network].predicts}`,
    "",
    `${graph.title}: ${filesText(network, parts)}.`,
    "",
    ...inputs,
    `- output \`${graph.output}\`: ${outputText(graph)}`,
    `- rows and columns must be multiples of ${strideOf(graph)}; any batch size`,
    `- ${parametersOf(graph).length} arrays, first \`${parametersOf(graph)[0].name}\``,
  ].join("\n");
}

const SETS_LINE =
  "- `sets.json`: the images that were assigned to training, validation, prediction or excluded by hand, by name and hash; all others were assigned by the seed";

const LOADING = `## Load in TensorFlow.js

\`\`\`js
const model = await tf.loadGraphModel("semantic/model.json");
const output = model.predict({ image });   // float32 tensors by input name
\`\`\`

## Read the numbers in Python

\`model.json\` lists name, shape and type of every array in \`weightsManifest\`; \`weights.bin\` holds their values one after
the other, 4 bytes each, little endian, the last axis changing fastest. Kernels are \`[row, column, in, out]\`: PyTorch has
\`[out, in, row, column]\`. Names are those of PyTorch modules. Names that start with \`constant/\` are not parameters.

\`\`\`python
import json, numpy as np
manifest = json.load(open("semantic/model.json"))["weightsManifest"][0]["weights"]
values, offset, arrays = open("semantic/weights.bin", "rb").read(), 0, {}
for entry in manifest:
    count = int(np.prod(entry["shape"], dtype=int))
    arrays[entry["name"]] = np.frombuffer(values, "<i4" if entry["dtype"] == "int32" else "<f4", count, offset).reshape(entry["shape"])
    offset += 4 * count
\`\`\`
`;

const LOADING_SAFETENSORS = `## Load in PyTorch

\`\`\`python
from safetensors.torch import load_file
state = load_file("semantic.safetensors")   # by name, e.g. state["down0_conv1.weight"], [out, in, row, column]
\`\`\`

The lab reads such files back, also those that \`save_file(model.state_dict(), ...)\` wrote after a training in PyTorch.
`;

const LOADING_ONNX = `## Run with onnxruntime

In ONNX models the axes are \`[batch, channel, row, column]\`. \`${ARCHIVE_FILES.pipeline}\`, if it is here, goes all the way from one
normalised image of any size to \`mask_probability\`, \`unit_vectors\` (along rows, along columns) and \`expected_level\`, as far as networks were trained; the three networks are gated by the predicted mask. It is left out if the U-Net and
the Direction Net were trained on differently normalised images. The metadata of each model have its recipe, channel and normalisation.

\`\`\`python
import onnxruntime
session = onnxruntime.InferenceSession("${ARCHIVE_FILES.pipeline}")
names = [output.name for output in session.get_outputs()]
fields = dict(zip(names, session.run(None, {"image": image[None, None].astype("float32")})))
\`\`\`
`;

const LOADING_GRAPHS = `## Build the networks elsewhere

\`${ARCHIVE_FILES.graphs}\` lists the nodes of each network in order: kind, name, the nodes that each reads, and its sizes. With the names
of the arrays, which are those of the nodes, it is all that is needed to build the network.
`;

/** How to use the networks in each format. */
const LOADING_PARTS: readonly (readonly [ArchivePart, string])[] = [
  ["tfjs", LOADING],
  ["safetensors", LOADING_SAFETENSORS],
  ["onnx", LOADING_ONNX],
  ["python", LOADING_GRAPHS],
];

/** The part of a network that the text describes. */
interface DescribedNetwork {
  readonly graph: Graph;
  readonly recipe: ImageValues;
}

/** One text for all networks whose image is normalised in the same way. */
function normalisationSections(networks: readonly (readonly [NetworkName, DescribedNetwork])[]): string[] {
  const namesByText = new Map<string, NetworkName[]>();
  for (const [name, { graph, recipe }] of networks) {
    if (!takesImage(graph)) continue;
    const text = imageRecipe(recipe);
    namesByText.set(text, [...(namesByText.get(text) ?? []), name]);
  }
  return [...namesByText].flatMap(([text, names]) => [
    `## Normalise the image of ${names.join(" and ")}`,
    "",
    text,
    "",
  ]);
}

/**
 * A note that the networks were not trained in one run, so their validation scores do not apply to the
 * combination.
 */
function sourcesSection(sources: readonly string[]): string[] {
  if (sources.length === 0) return [];
  const lines = sources.map((source) => `- ${source}`);
  return ["These networks are from different runs:", "", ...lines, ""];
}

/** What an archive contains besides its networks. */
export interface ArchiveNotes {
  /** Origins of networks from several runs. */
  readonly sources?: readonly string[] | undefined;
  /** The formats of its networks. */
  readonly parts?: readonly ArchivePart[];
  /** Whether it names the images that were assigned by hand. */
  readonly namesImages?: boolean;
}

/** Text that explains the files of a weights archive to readers without the lab. */
export function archiveReadme(
  networks: readonly (readonly [NetworkName, DescribedNetwork])[],
  recipe: Recipe,
  { sources = [], parts = USUAL_PARTS, namesImages = false }: ArchiveNotes = {},
): string {
  const files = [
    "- `recipe.json`: everything that determined the training: data split, seed, augmentation, networks, optimiser",
    "- `inputs.json`: for each network that sees the image, which channel (from 0) and which normalisation it was trained on; for the energy network, whether it was trained on true or predicted unit vectors",
    "- `instances.json`: parameters fitted for finding cells, by gating mask (true or predicted) and method; `onTraining` names the methods fitted on training images, and `smallestCell` (px) is the first percentile of the training cells",
    ...(namesImages ? [SETS_LINE] : []),
    "- `curves.csv`: one row per step and one per epoch; units are in the names and in `lossUnit`",
    "- `engine.json`: the engine that trained each network, as far as the last bits of its numbers depend on it",
  ];
  return [
    `# Weights of the run "${recipe.name}"`,
    "",
    "Networks for instance segmentation by the Deep Watershed Transform, trained by Direction Lab, which takes this",
    "zip back by *Import weights* if it holds TensorFlow.js models or safetensors. It contains no image.",
    "",
    ...sourcesSection(sources),
    ...files,
    "",
    ...networks.flatMap(([name, { graph }]) => [networkSection(name, graph, parts), ""]),
    ...normalisationSections(networks),
    ...LOADING_PARTS.filter(([part]) => parts.includes(part)).map(([, text]) => text),
  ].join("\n");
}
