import { Type } from 'typebox';
import type { App } from '../../../platform/http/app.ts';
import { refusable } from '../../../platform/http/refusable.ts';
import { isRefusal, refuse } from '../../../platform/kit/refusal.ts';
import { closed, Id } from '../../../platform/kit/schema.ts';
import { Language } from '../protocol.ts';
import {
  bestPolicy,
  ChangeSettings,
  ChangeSetup,
  LetterSent,
  MailState,
  Policy,
  PolicyHead,
  PolicyKind,
  SetPolicy,
  Setup,
  ShopSettings,
  TestLetter,
} from '../settings.ts';
import { ShopTerms } from '../terms.ts';
import { allowed } from './allowed.ts';
import { changeSettings, changeSetup, outlineOf, sendTestLetter, setPolicy, settingsOf } from './changing.ts';
import type { ShopsNeeds } from './needs.ts';
import { readPolicies, readPolicyHeads } from './settings-store.ts';
import { readShop } from './store.ts';
import { readTerms } from './terms-store.ts';

export const testLettersPerMinuteMax = 5;
const tags = ['shops'];
const params = Type.Object({ shopId: Id });
const policyParams = Type.Object({ shopId: Id, kind: PolicyKind });
const Policies = Type.Object({ policies: Type.Array(PolicyHead) });

/** What everybody may read of a shop: what it adds to its prices, and its policies. */
export function publicRoutes(app: App, { sql }: ShopsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/terms',
    schema: { tags, summary: 'Delivery, tax and payment of a shop', params, response: refusable(ShopTerms) },
    handler: async (request) => (await readTerms(sql, request.params.shopId)) ?? refuse('shop_unknown'),
  });
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/policies',
    schema: {
      tags,
      summary: 'Which policies a shop has written, in which languages',
      params,
      response: refusable(Policies),
    },
    handler: async (request) => ({ policies: await readPolicyHeads(sql, request.params.shopId) }),
  });
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/policies/:kind',
    schema: {
      tags,
      summary: 'One policy: in the wished language, else in the main one of the shop, else as there is one',
      params: policyParams,
      querystring: Type.Object({ language: Type.Optional(Language) }, closed),
      response: refusable(Policy),
    },
    handler: async ({ params: { shopId, kind }, query }) => {
      const shop = await readShop(sql, shopId);
      if (!shop) return refuse('shop_unknown');
      return (
        bestPolicy(await readPolicies(sql, shopId, kind), query.language, shop.language) ?? refuse('policy_unknown')
      );
    },
  });
}

export function settingsRoutes(app: App, needs: ShopsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/settings',
    schema: { tags, summary: 'How a shop is set up (merchant)', params, response: refusable(ShopSettings) },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.read_settings');
      return isRefusal(actor) ? actor : settingsOf(needs, request.params.shopId);
    },
  });
  app.route({
    method: 'PATCH',
    url: '/api/shops/:shopId/settings',
    schema: {
      tags,
      summary: 'Change parts of how a shop is set up (merchant)',
      params,
      body: ChangeSettings,
      response: refusable(ShopSettings),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.change');
      return isRefusal(actor) ? actor : changeSettings(needs, actor, request.params.shopId, request.body);
    },
  });
  app.route({
    method: 'PUT',
    url: '/api/shops/:shopId/setup',
    schema: {
      tags,
      summary: 'Pass over a step of the set-up, or put away the list of what is open (merchant)',
      params,
      body: ChangeSetup,
      response: refusable(Setup),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.change');
      return isRefusal(actor) ? actor : changeSetup(needs, actor, request.params.shopId, request.body);
    },
  });
  policyRoute(app, needs);
  outlineRoute(app, needs);
  mailRoutes(app, needs);
}

function policyRoute(app: App, needs: ShopsNeeds): void {
  app.route({
    method: 'PUT',
    url: '/api/shops/:shopId/policies/:kind',
    schema: {
      tags,
      summary: 'Write a policy in one language; no text takes it away (merchant)',
      params: policyParams,
      body: SetPolicy,
      response: refusable(Policies),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.change');
      if (isRefusal(actor)) return actor;
      return setPolicy(needs, actor, request.params.shopId, request.params.kind, request.body);
    },
  });
}

function outlineRoute(app: App, needs: ShopsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/outlines/:kind',
    schema: {
      tags,
      summary: 'Where to begin a policy: headings and gaps, no legal advice (merchant)',
      params: policyParams,
      querystring: Type.Object({ language: Language }, closed),
      response: refusable(Type.Object({ text: Type.String() })),
    },
    handler: async (request) => {
      const { shopId, kind } = request.params;
      const actor = await allowed(needs, request, 'shop.read_settings');
      return isRefusal(actor) ? actor : outlineOf(needs, shopId, kind, request.query.language);
    },
  });
}

function mailRoutes(app: App, needs: ShopsNeeds): void {
  app.route({
    method: 'GET',
    url: '/api/shops/:shopId/mail',
    schema: { tags, summary: 'How letters leave this installation (merchant)', params, response: refusable(MailState) },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.read_settings');
      return isRefusal(actor) ? actor : needs.mailState;
    },
  });
  app.route({
    method: 'POST',
    url: '/api/shops/:shopId/test-letter',
    config: { rateLimit: { max: testLettersPerMinuteMax } },
    schema: {
      tags,
      summary: 'Send a letter to the own address, to see whether mail works (merchant)',
      params,
      body: TestLetter,
      response: refusable(LetterSent),
    },
    handler: async (request) => {
      const actor = await allowed(needs, request, 'shop.change');
      if (isRefusal(actor)) return actor;
      const language = request.headers['accept-language'];
      return sendTestLetter(needs, actor, request.params.shopId, request.body, language);
    },
  });
}
