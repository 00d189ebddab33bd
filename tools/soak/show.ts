import { TestStudio } from '../../apps/media/test-media.ts';
import { renewText } from '../../features/media/protocol.ts';
import { samplePicture, sampleSound } from '../../features/media/samples.ts';
import type { Stall } from '../faults/stall.ts';

const tickMs = 100;
const picturesPerSecond = 30;
const soundsPerSecond = 50;
/** About a megabit a second. */
const pictureBytes = 4_000;
const renewEveryMs = 60_000;

/** A host who sends picture and sound at the pace of a clock, and renews the address in time. */
export async function startShow({ host, roomId }: Stall): Promise<() => Promise<void>> {
  const address = () => host.must<{ url: string }>('GET', `/api/rooms/${roomId}/publish`);
  const studio = await new TestStudio((await address()).url, host.url).open();
  const startedAt = Date.now();
  let [pictures, sounds] = [0, 0];
  const playing = setInterval(() => {
    const seconds = (Date.now() - startedAt) / 1000;
    for (; pictures < seconds * picturesPerSecond; pictures += 1) {
      studio.send(samplePicture(pictures / picturesPerSecond, pictures % picturesPerSecond === 0, pictureBytes));
    }
    for (; sounds < seconds * soundsPerSecond; sounds += 1) studio.send(sampleSound(sounds / soundsPerSecond));
  }, tickMs);
  const renewing = setInterval(async () => {
    const { url } = await address();
    studio.socket.send(renewText(new URL(url).searchParams.get('token') ?? ''));
  }, renewEveryMs);
  return async () => {
    clearInterval(playing);
    clearInterval(renewing);
    studio.socket.close();
    await studio.closed;
  };
}
