import { type Static, type TSchema, Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { type Actor, isNamed, type Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { withAdded, withChanged, withDefault, withRemoved } from '../addresses.ts';
import { AddressAct, AddressBook, type KeptAddress, SaveAddress } from '../protocol.ts';

export interface AddressCommand {
  readonly id: string;
  readonly act: string;
  readonly body: unknown;
}

export type Decide = (book: readonly KeptAddress[]) => readonly KeptAddress[] | Refusal;

interface Acts {
  read(accountId: string): Promise<AddressBook>;
  change(actor: Named, command: AddressCommand, decide: Decide): Promise<AddressBook | Refusal>;
}

const tags = ['addresses'];
const response = refusable(AddressBook);
const own = '/api/me/addresses';
const one = `${own}/:addressId`;

/** An address book is only ever one's own: an id of another's is unknown. [N1] */
export function routes(app: App, acts: Acts): void {
  app.route({
    method: 'GET',
    url: own,
    schema: { tags, summary: 'The own addresses, the default first', response },
    handler: async ({ actor }, reply) => {
      reply.header('cache-control', 'no-store');
      return isNamed(actor) ? acts.read(actor.accountId) : { addresses: [] };
    },
  });
  act(
    app,
    acts,
    'POST',
    own,
    'Adds an address',
    SaveAddress,
    ({ id, address }) =>
      (book) =>
        withAdded(book, id, address),
  );
  act(
    app,
    acts,
    'PUT',
    one,
    'Changes an address',
    SaveAddress,
    ({ address }, addressId) =>
      (book) =>
        withChanged(book, addressId, address),
  );
  act(
    app,
    acts,
    'POST',
    `${one}/default`,
    'The one to begin with',
    AddressAct,
    (_, addressId) => (book) => withDefault(book, addressId),
  );
  act(
    app,
    acts,
    'POST',
    `${one}/remove`,
    'Removes an address',
    AddressAct,
    (_, addressId) => (book) => withRemoved(book, addressId),
  );
}

function act<B extends typeof SaveAddress | typeof AddressAct>(
  app: App,
  acts: Acts,
  method: 'POST' | 'PUT',
  url: string,
  summary: string,
  body: B,
  decide: (body: Static<B>, addressId: string) => Decide,
): void {
  const params = url === own ? Type.Object({}) : Type.Object({ addressId: Id });
  app.route({
    method,
    url,
    schema: { tags, summary, params: params as TSchema, body: body as TSchema, response },
    handler: async (request) => {
      const named = requireNamed(request as { readonly actor: Actor });
      if (isRefusal(named)) return named;
      const wanted = request.body as Static<B>;
      const { addressId = '' } = request.params as { addressId?: string };
      const command = { id: wanted.id, act: `address ${method} ${url} ${addressId}`, body: wanted };
      return acts.change(named, command, decide(wanted, addressId));
    },
  });
}
