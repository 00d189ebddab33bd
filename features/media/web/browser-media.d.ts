/** Parts of the browser that TypeScript's DOM library does not know yet. */
interface MediaStreamTrackProcessor<T> {
  readonly readable: ReadableStream<T>;
}

declare var MediaStreamTrackProcessor: {
  new <T>(init: { track: MediaStreamTrack; maxBufferSize?: number }): MediaStreamTrackProcessor<T>;
};

/** Apple's Media Source, the only one on a phone of theirs. */
declare var ManagedMediaSource: typeof MediaSource;
