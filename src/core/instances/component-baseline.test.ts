import { expect, test } from "vitest";
import { drawBuiltInSample } from "../synth/draw-sample.ts";
import { trueField } from "./cell-field.ts";
import { instanceChoice } from "./choice.ts";
import { componentBaseline } from "./component-baseline.ts";
import { findInstances } from "./find-instances.ts";

const [{ labels }] = drawBuiltInSample("fluorescence", 1);
const field = trueField(labels, "open");
const none = new Float32Array(field.mask.length);
const still = new Float32Array(2 * none.length);

test.each(["cut", "divergence", "follow"] as const)(
  "%s finds exactly the connected components for a network with zero output",
  (method) => {
    const choice = instanceChoice(method);
    const components = componentBaseline(choice);
    if (!components) throw new Error("a trained method has pieces to compare with");
    const dead = findInstances({ ...field, level: none, unitVectors: still }, choice);
    expect(dead.data).toEqual(findInstances(field, components).data);
  },
);

test("components use the method's neighbours and minimum size, and are not compared with themselves", () => {
  const choice = instanceChoice("divergence", { minimum: 40 });
  expect(componentBaseline(choice)).toEqual(instanceChoice("components", { neighbours: 4, minimum: 40 }));
  expect(componentBaseline(instanceChoice("components"))).toBeNull();
});
