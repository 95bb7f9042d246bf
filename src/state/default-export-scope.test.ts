import { expect, test } from "vitest";
import { defaultExportScope } from "./default-export-scope.ts";

const having =
  (...scopes: string[]) =>
  (scope: string) =>
    scopes.includes(scope);

test("images to predict are the default, then validation images", () => {
  const trained = ["semantic", "direction"] as const;
  expect(defaultExportScope(having("prediction", "validation"), trained)).toBe("prediction");
  expect(defaultExportScope(having("validation"), trained)).toBe("validation");
  expect(defaultExportScope(having(), trained)).toBe("all");
});

test("without a U-Net, images without labels cannot have masks", () => {
  expect(defaultExportScope(having("prediction", "validation"), ["direction"])).toBe("validation");
});
