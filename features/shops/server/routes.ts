import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable, requireNamed } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { Id } from '../../../platform/kit/schema.ts';
import { may } from '../../accounts/access.ts';
import { ChangeShop, OpenShop, SetStaff, Shop, StaffMember } from '../protocol.ts';
import { allowed } from './allowed.ts';
import { followRoutes, memberRoutes } from './following.ts';
import type { ShopsNeeds } from './needs.ts';
import { changeName, openShop } from './opening.ts';
import { publicRoutes, settingsRoutes } from './settings-routes.ts';
import { listStaff, type StaffNeeds, setStaff } from './staff.ts';
import { readShops } from './store.ts';

const params = Type.Object({ shopId: Id });

export function shopRoutes(app: App, needs: ShopsNeeds): void {
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
    method: 'POST',
    url: '/api/shops',
    schema: {
      tags: ['shops'],
      summary: 'Open a shop, as its merchant and host (operator)',
      body: OpenShop,
      response: refusable(Shop),
    },
    handler: async (request) => {
      const actor = requireNamed(request);
      if (isRefusal(actor)) return actor;
      return may(actor, 'shop.open') ? openShop(needs, actor, request.body) : refuse('not_allowed');
    },
  });
  app.route({
    method: 'PATCH',
    url: '/api/shops/:shopId',
    schema: {
      tags: ['shops'],
      summary: 'Change the name, the country, and until there is an order the currency (merchant)',
      params,
      body: ChangeShop,
      response: refusable(Shop),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.change');
      return isRefusal(actor) ? actor : changeName(needs, actor, request.params.shopId, request.body);
    },
  });
  staffRoutes(app, needs);
  followRoutes(app, needs);
  memberRoutes(app, needs);
  publicRoutes(app, needs);
  settingsRoutes(app, needs);
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
