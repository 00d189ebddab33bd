import { Type } from 'typebox';
import { once } from '../../../platform/beat/once.ts';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import type { Actor, Named } from '../../../platform/kit/actor.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { type Act, may } from '../../accounts/access.ts';
import { ChangeShop, SetStaff, Shop, StaffMember } from '../protocol.ts';
import { listStaff, type StaffNeeds, setStaff } from './staff.ts';
import { readShop, readShops, renameShop } from './store.ts';

const params = Type.Object({ shopId: Id });

export function shopRoutes(app: App, needs: StaffNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops',
    schema: {
      tags: ['shops'],
      summary: 'The shops of this installation',
      response: refusable(Type.Object({ shops: Type.Array(Shop) })),
    },
    handler: async () => ({ shops: await readShops(needs.sql) }),
  });
  app.route({
    method: 'PATCH',
    url: '/api/shops/:shopId',
    schema: {
      tags: ['shops'],
      summary: 'Rename a shop (merchant)',
      params,
      body: ChangeShop,
      response: refusable(Shop),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.change');
      return isRefusal(actor) ? actor : changeShop(needs, actor, request.params.shopId, request.body);
    },
  });
  staffRoutes(app, needs);
}

function staffRoutes(app: App, needs: StaffNeeds): void {
  const url = '/api/shops/:shopId/staff';
  app.route({
    method: 'GET',
    url,
    schema: {
      tags: ['shops'],
      summary: 'Who holds which roles (merchant)',
      params,
      response: refusable(Type.Object({ staff: Type.Array(StaffMember) })),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.list_staff');
      return isRefusal(actor) ? actor : { staff: await listStaff(needs, request.params.shopId) };
    },
  });
  app.route({
    method: 'PUT',
    url,
    schema: {
      tags: ['shops'],
      summary: 'Give an account exactly these roles; none takes all away (merchant)',
      params,
      body: SetStaff,
      response: refusable(StaffMember),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.set_staff');
      return isRefusal(actor) ? actor : setStaff(needs, actor, request.params.shopId, request.body);
    },
  });
}

/** The actor when it may; whether a shop exists is told only to those who may. [H1] */
async function allowed(
  needs: StaffNeeds,
  request: { actor: Actor; params: { shopId: string } },
  act: Act,
): Promise<Named | Refusal> {
  const { shopId } = request.params;
  const actor = requireNamed(request);
  if (isRefusal(actor)) return actor;
  if (!may(actor, act, shopId)) return refuse('not_allowed');
  return (await readShop(needs.sql, shopId)) ? actor : refuse('shop_unknown');
}

async function changeShop(
  { transact }: StaffNeeds,
  actor: Named,
  shopId: string,
  body: ChangeShop,
): Promise<Shop | Refusal> {
  const key = { id: body.id, actor: actor.viewerId, act: 'shop.change', body: { ...body, shopId } };
  return transact((tx) =>
    once(tx, key, async () => {
      if (!(await renameShop(tx.sql, shopId, body.name))) return refuse('shop_unknown');
      return (await readShop(tx.sql, shopId)) ?? refuse('shop_unknown');
    }),
  );
}
