import { expect, test } from "vitest";
import { defaultExportScope } from "./default-export-scope.ts";

const having =
  (...scopes: string[]) =>
  (scope: string) =>
    scopes.includes(scope);

test("unlabelled images are the default, then validation images", () => {
  const trained = ["semantic", "direction"] as const;
  expect(defaultExportScope(having("unlabelled", "validation"), trained)).toBe("unlabelled");
  expect(defaultExportScope(having("validation"), trained)).toBe("validation");
  expect(defaultExportScope(having(), trained)).toBe("all");
});

test("without a U-Net, images without labels cannot have masks", () => {
  expect(defaultExportScope(having("unlabelled", "validation"), ["direction"])).toBe("validation");
});
