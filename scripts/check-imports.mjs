import { resolve } from "node:path";
import process from "node:process";
import { cruise } from "dependency-cruiser";
import { folderCycles } from "./folder-cycles.mjs";
import { FORBIDDEN } from "./import-rules.mjs";

/**
 * Checks the import rules of the tree below `root`, including type-only imports. Throws if no module was
 * read: otherwise a parser that does not support the sources would pass everything.
 * @param {string} root folder that contains src/
 * @returns {Promise<{modules: number, violations: string[]}>}
 */
export async function checkImports(root) {
  const before = process.cwd();
  process.chdir(root);
  try {
    const { output } = await cruise(["src"], {
      ruleSet: { forbidden: FORBIDDEN },
      validate: true,
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      enhancedResolveOptions: {
        extensions: [".ts", ".d.ts", ".tsx", ".mjs", ".js", ".json", ".css"],
        exportsFields: ["exports"],
        conditionNames: ["import", "node", "default"],
      },
    });
    const { summary, modules } = output;
    const own = modules.filter(({ source }) => source.startsWith("src/")).length;
    if (own === 0) throw new Error("The import check found no modules.");
    const violations = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`);
    const cycles = folderCycles(modules).map((folders) => `no-folder-cycles: ${folders.join(", ")}`);
    return { modules: own, violations: [...violations, ...cycles] };
  } finally {
    process.chdir(before);
  }
}

if (process.argv[1] === import.meta.filename) {
  const { modules, violations } = await checkImports(resolve(import.meta.dirname, ".."));
  for (const violation of violations) console.error(violation);
  console.log(`${modules} modules, ${violations.length} violations of the import rules`);
  process.exit(violations.length > 0 ? 1 : 0);
}
