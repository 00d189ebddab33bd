import type { FastifyRequest } from 'fastify';
import type { Texts } from '../../../platform/http/texts.ts';
import { type Language, languages } from '../../../platform/kit/languages.ts';

/** A reader's choice is kept by the browser; it tells the server only that one word. */
const chosen = /(?:^|;\s*)livestall\.language=([A-Za-z-]{2,20})(?:;|$)/;

/** The language that the app will speak to this visitor: the chosen one, else what the browser asks for. */
export function languageOf({ headers }: Pick<FastifyRequest, 'headers'>, texts: Texts): string {
  const choice = chosen.exec(headers.cookie ?? '')?.[1] as Language | undefined;
  if (choice !== undefined && languages.includes(choice)) return choice;
  return texts.language(headers['accept-language']);
}
