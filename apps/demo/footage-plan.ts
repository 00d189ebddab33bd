/**
 * How the footage is cut: a chapter for each product. In its first second the product comes onto the plate; what follows
 * ends as it begins, so that it may be shown again and again while the product is talked about.
 */
export const framesPerSecond = 24;
export const comingFrames = framesPerSecond;
export const turnFrames = 6 * framesPerSecond;
export const chapterFrames = comingFrames + turnFrames;
/** Key frames: where a chapter begins, where its turn begins, and every two seconds after it. */
export const keyFrameOffsets = [0, comingFrames, comingFrames + 48, comingFrames + 96] as const;

/** The order of the show, by the names of the drawings. */
export const chapters = [
  ...['mug', 'candle', 'apron', 'bottle', 'vase', 'board', 'teapot', 'throw', 'tin', 'lantern', 'bowl', 'basket'],
] as const;
