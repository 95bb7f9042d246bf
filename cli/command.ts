import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command line was not understood; printed with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** One option of a command: how it is parsed, and what its help says. */
export interface Option {
  readonly type: "string" | "boolean";
  /** What stands behind it in the help: `N`, `true|predicted`. Of type string only. */
  readonly value?: string;
  readonly help: string;
  readonly default?: string;
  /** The command cannot run without it. */
  readonly required?: true;
}

export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { readonly type: "boolean" }
  ? boolean
  : O extends { readonly default: string } | { readonly required: true }
    ? string
    : string | undefined;

type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** A command as it is written down: from this follow its parser and its help. */
interface Declared<O extends Options> {
  readonly name: string;
  /** What it does, in sentences. */
  readonly summary: string;
  /** Whether it prints its result, before which npm prints lines of its own without `-s`. */
  readonly prints?: boolean;
  /** The ways to call it: the arguments, and the options that go with them; all options where none are named. */
  readonly forms: readonly { readonly arguments: string; readonly options?: readonly (keyof O & string)[] }[];
  /** Whether it needs a path, whether it takes more than one, and what a path is. */
  readonly paths: { readonly needed: boolean; readonly many: boolean; readonly what: string };
  readonly options: O;
  /** Does the work; relative paths start at `folder`. Throws a UsageError or a LabError. */
  run(values: Values<O>, paths: readonly string[], folder: string): Promise<void>;
}

export interface Command extends Omit<Declared<Options>, "run"> {
  /** Parses what follows the command's name and runs it. Throws a UsageError or a LabError. */
  run(args: string[], folder: string): Promise<void>;
}

function checkPaths({ name, paths }: Pick<Command, "name" | "paths">, given: readonly string[]): void {
  if (paths.needed && given.length === 0) throw new UsageError(`${name} needs a PATH: ${paths.what}.`);
  if (!paths.many && given.length > 1) throw new UsageError("Give one PATH only.");
}

/** A command whose parser, and whose help, follow from what is declared. */
export function defineCommand<const O extends Options>(declared: Declared<O>): Command {
  return {
    ...declared,
    async run(args, folder) {
      const options: ParseArgsConfig["options"] = declared.options;
      const { values, positionals } = parseArgs({ args, allowPositionals: true, options });
      checkPaths(declared, positionals);
      for (const [name, { required, value }] of Object.entries<Option>(declared.options)) {
        if (required && values[name] === undefined) {
          throw new UsageError(`${declared.name} needs --${name} ${value}.`);
        }
      }
      const flags = Object.entries<Option>(declared.options).filter(([, { type }]) => type === "boolean");
      const off = Object.fromEntries(flags.map(([name]) => [name, false]));
      await declared.run({ ...off, ...values } as Values<O>, positionals, folder);
    },
  };
}
