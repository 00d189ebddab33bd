import { openCapture } from '../../features/media/web/capture.ts';
import { createPlayer } from '../../features/media/web/player.ts';
import { createPublisher } from '../../features/media/web/publisher.ts';

// The product's own publisher and player on an empty page, so that nothing else is measured.
const addressOf = async (act) => (await fetch(`/address/${act}${location.search}`)).json();
const states = [];

globalThis.stage = {
  states,
  async host() {
    const capture = await openCapture();
    const publisher = createPublisher({
      address: () => addressOf('publish'),
      stream: capture.stream,
      onState: (state, why) => states.push(why ? `${state}:${why}` : state),
    });
    publisher.start();
    globalThis.stage.publisher = publisher;
    globalThis.stage.level = capture.level;
  },
  watch(ways) {
    const video = document.querySelector('#picture');
    globalThis.stage.player = createPlayer({
      video,
      address: () => addressOf('watch'),
      ways,
      onState: (state) => states.push(state),
    });
  },
};
