import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TestStudio, TestViewer, until } from '../../apps/media/test-media.ts';
import { mediaKeyOf } from '../../apps/server/keys.ts';
import { signAddress, watchAddressMs } from '../../features/media/address.ts';
import type { LiveStatus } from '../../features/media/protocol.ts';
import { createMediaAddresses } from '../../features/media/server/index.ts';
import { clusterPrograms, testSecret } from './cluster-house.ts';
import { ClusterStorm } from './cluster-storm.ts';

const programs = clusterPrograms((line) => console.log(line));
if (!programs) console.log('Skipped: there is no nats-server or nginx here, and none could be had from Debian.');

let storm: ClusterStorm;

describe.skipIf(!programs)('three servers, two media processes, PostgreSQL, NATS and nginx', () => {
  beforeAll(async () => {
    storm = await ClusterStorm.open();
  }, 120_000);
  afterAll(async () => {
    await storm?.close();
  });

  test('[N1] [N2] [N3] a server is killed and frozen, the bus killed and a server cut off from it, while people buy, talk and watch', async () => {
    const { wrongs, notes } = await storm.blow(
      ['node killed', 'frozen with locks', 'nats killed', 'bus says nothing'],
      1,
    );
    for (const note of notes) console.log(note);
    expect(wrongs).toEqual([]);
    expect(notes.length).toBeGreaterThan(3);
  }, 120_000);

  test('[N4] video comes through nginx from a process that has not the host; parts come from its cache, only to who may', async () => {
    const { url, media } = storm.cluster;
    const key = mediaKeyOf(testSecret);
    const at = (mediaPublicUrl: string) => createMediaAddresses({ secret: key, mediaPublicUrl, clock: Date.now });
    const [roomId, other] = ['a-room', 'another-room'];
    const host = new TestStudio(at(media[0]!.url).publish(roomId).url, url);
    await host.open();
    host.play(0, 2.5);
    const edge = at(media[1]!.url).watch(roomId);
    await until(async () => ((await (await fetch(edge.statusUrl)).json()) as LiveStatus).onAir);
    const viewer = await new TestViewer().open(at(url).watch(roomId).mp4Url);
    await until(() => viewer.pictureSeconds.length > 10);
    viewer.close();

    const list = await (await fetch(at(url).watch(roomId).hlsUrl)).text();
    const [part] = /part-\d+-\d+\.m4s/.exec(list)!;
    const token = (room: string) => signAddress(key, 'watch', room, Date.now() + watchAddressMs);
    const get = (query: string) => fetch(`${url}/live/${roomId}/${part}?token=${query}`);
    const [first, second] = [await get(token(roomId)), await get(token(roomId))];
    expect([first.status, second.status, second.headers.get('x-livestall-cache')]).toEqual([200, 200, 'HIT']);
    expect(await second.arrayBuffer()).toEqual(await first.arrayBuffer());
    expect([(await get(token(other))).status, (await get('')).status]).toEqual([403, 403]);
    expect((await fetch(`${url}/relay/${roomId}`)).status).toBe(404);
    host.socket.close();
    await once(host.socket, 'close');
  }, 60_000);
});
