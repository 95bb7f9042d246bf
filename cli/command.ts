import { type ParseArgsConfig, parseArgs } from "node:util";

/** Invalid command line; printed with exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** One option of a command: how it is parsed, and its help text. */
export interface Option {
  readonly type: "string" | "boolean";
  /** Placeholder of the value in the help: `N`, `true|predicted`. Options of type string only. */
  readonly value?: string;
  readonly help: string;
  readonly default?: string;
  /** The option is mandatory. */
  readonly required?: true;
}

export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O extends { readonly type: "boolean" }
  ? boolean
  : O extends { readonly default: string } | { readonly required: true }
    ? string
    : string | undefined;

type Values<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> };

/** Declaration of a command, from which its parser and its help are derived. */
interface Declared<O extends Options> {
  readonly name: string;
  /** Description of the command, in sentences. */
  readonly summary: string;
  /** Whether the result is printed; without `-s`, npm prints lines of its own before it. */
  readonly prints?: boolean;
  /**
   * The forms of the call: the arguments, and the options that go with them; all options if none are listed.
   */
  readonly forms: readonly { readonly arguments: string; readonly options?: readonly (keyof O & string)[] }[];
  /** Whether a path is required, whether there may be several, and what a path is. */
  readonly paths: { readonly needed: boolean; readonly many: boolean; readonly what: string };
  readonly options: O;
  /** Runs the command; relative paths start at `folder`. Throws a UsageError or a LabError. */
  run(values: Values<O>, paths: readonly string[], folder: string): Promise<void>;
}

export interface Command extends Omit<Declared<Options>, "run"> {
  /** Parses the arguments after the command's name and runs it. Throws a UsageError or a LabError. */
  run(args: string[], folder: string): Promise<void>;
}

function checkPaths({ name, paths }: Pick<Command, "name" | "paths">, given: readonly string[]): void {
  if (paths.needed && given.length === 0) throw new UsageError(`${name} needs a PATH: ${paths.what}.`);
  if (!paths.many && given.length > 1) throw new UsageError("Give one PATH only.");
}

/** Creates a command, with its parser and its help, from a declaration. */
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
