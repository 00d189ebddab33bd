/** Something a person can mend: shown as its one sentence, without a stack, and the process ends with `exitCode`. */
export class Problem extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 1) {
    super(sentence);
    this.name = 'Problem';
    this.exitCode = exitCode;
  }
}

/** Runs a tool's main function; a Problem is one sentence on stderr, anything else is a fault and keeps its stack. */
export async function runTool(main: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? process.exitCode ?? 0;
  } catch (error) {
    if (error instanceof Problem) console.error(error.message);
    else console.error(error);
    process.exitCode = error instanceof Problem ? error.exitCode : 1;
  }
}
