/** A word after `npm start --`: it stands for settings, for this one start, and wins over the environment and livestall.env. */
export interface StartArgument {
  readonly name: `--${string}`;
  /** What its value is called, for one that has a value: `--name value` or `--name=value`. */
  readonly value?: string;
  readonly description: string;
  readonly settings: (value: string) => Readonly<Record<string, string>>;
}

/** Every argument of `npm start` and `npm run dev`, once. */
export const startArguments: readonly StartArgument[] = [
  {
    name: '--no-demo',
    description: 'Leaves out the demo: its shop is not made, its show does not run, its sign-ins are not printed.',
    settings: () => ({ SHOP_DEMO: 'no' }),
  },
  {
    name: '--lan',
    description:
      'Lets phones of the local network in, over HTTPS with a certificate made on this machine, and shows a QR code for them.',
    settings: () => ({ LAN: 'yes' }),
  },
  {
    name: '--domain',
    value: 'shop.example',
    description:
      'Serves under this name on the internet, over HTTPS with a certificate that is got and renewed by itself.',
    settings: (value) => ({ DOMAIN: value }),
  },
];

/** The settings that the arguments stand for, or one sentence about the first that is wrong. */
export function readStartArguments(
  args: readonly string[],
  known: readonly StartArgument[] = startArguments,
): { readonly settings: Readonly<Record<string, string>> } | { readonly problem: string } {
  const settings: Record<string, string> = {};
  const left = [...args];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    const [name = '', ...rest] = word.split('=');
    const argument = known.find((one) => one.name === name);
    if (!argument) return { problem: `There is no argument ${JSON.stringify(word)}; there ${listed(known)}.` };
    const given = rest.length > 0 ? rest.join('=') : undefined;
    if (!argument.value && given !== undefined) return { problem: `The argument ${name} takes no value.` };
    const value = argument.value ? (given ?? left.shift() ?? '') : '';
    if (argument.value && (value === '' || value.startsWith('--')))
      return { problem: `The argument ${name} needs a value: ${name} ${argument.value}.` };
    Object.assign(settings, argument.settings(value));
  }
  return { settings };
}

/** The table in docs/operating.md. */
export function argumentsTable(): string {
  const rows = startArguments.map((one) => `| \`${written(one)}\` | ${one.description} |`);
  return ['| argument | what it does |', '|---|---|', ...rows].join('\n');
}

function listed(known: readonly StartArgument[]): string {
  const names = known.map(written);
  return names.length === 1 ? `is ${names[0]}` : `are ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function written({ name, value }: StartArgument): string {
  return value ? `${name} ${value}` : name;
}
