import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Room } from '../../../features/rooms/protocol.ts';
import { readTexts, type Texts } from '../../../platform/http/texts.ts';
import { roomPage } from './room.ts';

const roomId = '11111111-2222-4333-8444-555555555555';
const room: Room = {
  ...{
    id: roomId,
    shopId: 'shop',
    title: '<b>Mugs</b> & "more"',
    coverPictureId: 'cover-1',
    state: 'live',
    audience: 'everyone',
  },
  ...{ hostId: 'hana', hostName: "Hana <O'Seo>", demo: false, createdAt: 0, liveAt: 1, endedAt: null },
};
const address = `/api/rooms/${roomId}`;
const watch = { mp4Url: 'http://media/live.mp4', hlsUrl: '', statusUrl: '', expiresAt: 1 };
let texts: Texts;

beforeAll(async () => {
  const folders = ['rooms', 'media'].map((noun) => [
    noun,
    path.join(import.meta.dirname, `../../../features/${noun}/messages`),
  ]);
  texts = await readTexts(Object.fromEntries(folders));
});

function draw(answers: Record<string, unknown>, headers: Record<string, string> = {}) {
  const page = { request: { headers } } as Parameters<ReturnType<typeof roomPage>['draw']>[2];
  return roomPage(texts).draw(roomId, new Map(Object.entries(answers)), page);
}

test('a live room shows its title, its host, its cover and a place for the picture', () => {
  const drawn = draw({ [address]: room, [`${address}/watch`]: watch })!;
  const { text } = drawn.content;
  expect(drawn.title).toBe('<b>Mugs</b> & "more" · Livestall');
  expect(text).toContain('&lt;b&gt;Mugs&lt;/b&gt; &amp; &quot;more&quot;');
  expect(text).toContain('Hana &lt;O&#39;Seo&gt;');
  expect(text).toMatch(/<video data-early-picture[^>]* poster="\/pictures\/cover-1\/480\.webp"/);
  expect(text).toContain('<img src="/pictures/cover-1/480.webp"');
  expect(text).toContain('LIVE');
});

test('nothing in it needs a policy to be wider: no script, no style, no handler of its own', () => {
  const { text } = draw({ [address]: room, [`${address}/watch`]: watch })!.content;
  expect(text).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/);
});

test('without its picture, before and after a show it has its cover alone', () => {
  for (const state of ['scheduled', 'ended', 'live'] as const) {
    const { text } = draw({ [address]: { ...room, state } })!.content;
    expect(text).not.toContain('<video');
    expect(text).toContain('/pictures/cover-1/1080.webp');
    expect(text.includes('LIVE')).toBe(state === 'live');
  }
  expect(draw({ [address]: { ...room, coverPictureId: null } })!.content.text).not.toContain('<img');
});

test('a room that the API does not give is not drawn', () => {
  expect(draw({ '/api/me': {} })).toBeNull();
});

test('a demonstration says what it is', () => {
  expect(draw({ [address]: { ...room, demo: true } })!.content.text).toContain('>Demo<');
  expect(draw({ [address]: room })!.content.text).not.toContain('>Demo<');
});

test('it speaks the language that was chosen, else the one that the browser asks for', () => {
  const answers = { [address]: room };
  expect(draw(answers)!.language).toBe('en');
  expect(draw(answers, { 'accept-language': 'ko-KR,ko;q=0.9' })!.language).toBe('ko');
  const both = { 'accept-language': 'ko', cookie: 'a=b; livestall.language=zh-Hans' };
  expect(draw(answers, both)!.language).toBe('zh-Hans');
  expect(draw(answers, { cookie: 'livestall.language=xx' })!.language).toBe('en');
});
