const notes = [
  { hertz: 659.3, atSeconds: 0 },
  { hertz: 987.8, atSeconds: 0.11 },
];
const ringSeconds = 0.9;
const loudness = 0.09;

/** Two soft strokes on a shop's bell, made here and now. Called after a tap, or the browser stays silent. */
export function chime(): void {
  const sound = new AudioContext();
  for (const { hertz, atSeconds } of notes) strike(sound, hertz, sound.currentTime + atSeconds);
  setTimeout(() => void sound.close(), (ringSeconds + 0.5) * 1000);
}

function strike(sound: AudioContext, hertz: number, at: number): void {
  const tone = sound.createOscillator();
  const gain = sound.createGain();
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(loudness, at + 0.012);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + ringSeconds);
  tone.connect(gain).connect(sound.destination);
  tone.start(at);
  tone.stop(at + ringSeconds);
}
