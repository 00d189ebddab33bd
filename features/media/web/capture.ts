export interface CaptureChoice {
  readonly cameraId?: string;
  readonly microphoneId?: string;
}

export interface Capture {
  readonly stream: MediaStream;
  /** How loud it is now: 0 is silence, 1 the loudest. */
  level(): number;
  close(): void;
}

/** Why there is no picture, as a key of the messages. */
export type CaptureProblem =
  | 'blocked'
  | 'blockedBySystem'
  | 'dismissed'
  | 'noCamera'
  | 'noMicrophone'
  | 'busy'
  | 'insecure'
  | 'unknown';

const portrait = { width: 720, height: 1280, frameRate: 30 };
/** Speech lies well below the full scale; this brings it to the middle of the meter. */
const levelGain = 4;

/** Opens camera and microphone: portrait, 720 by 1280, or what the camera gives. */
export async function openCapture(choice: CaptureChoice = {}): Promise<Capture> {
  const video: MediaTrackConstraints & { resizeMode: string } = {
    ...(choice.cameraId ? { deviceId: { exact: choice.cameraId } } : { facingMode: 'user' }),
    width: { ideal: portrait.width },
    height: { ideal: portrait.height },
    frameRate: { ideal: portrait.frameRate },
    // A camera lies on its side in most laptops: the browser cuts the middle out.
    resizeMode: 'crop-and-scale',
  };
  const stream = await navigator.mediaDevices.getUserMedia({
    video,
    audio: {
      ...(choice.microphoneId ? { deviceId: { exact: choice.microphoneId } } : {}),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    },
  });
  const meter = createMeter(stream);
  return {
    stream,
    level: meter.level,
    close() {
      meter.close();
      for (const track of stream.getTracks()) track.stop();
    },
  };
}

/** The cameras and microphones to choose from. They have names only after a first permission. */
export async function listDevices(): Promise<{ cameras: MediaDeviceInfo[]; microphones: MediaDeviceInfo[] }> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  return {
    cameras: devices.filter(({ kind }) => kind === 'videoinput'),
    microphones: devices.filter(({ kind }) => kind === 'audioinput'),
  };
}

export async function captureProblemOf(error: unknown): Promise<CaptureProblem> {
  if (!globalThis.isSecureContext) return 'insecure';
  const { name, message } = error instanceof DOMException ? error : { name: '', message: '' };
  if (name === 'NotAllowedError') {
    if (/dismissed/i.test(message)) return 'dismissed';
    return /system/i.test(message) ? 'blockedBySystem' : 'blocked';
  }
  if (name === 'NotReadableError') return 'busy';
  if (name !== 'NotFoundError' && name !== 'OverconstrainedError') return 'unknown';
  // The browser does not say which of the two is missing.
  const { cameras, microphones } = await listDevices().catch(() => ({ cameras: [], microphones: [] }));
  return cameras.length > 0 && microphones.length === 0 ? 'noMicrophone' : 'noCamera';
}

/** Calls back when trying again may help: a permission was given, or a device was plugged in. Returns how to stop. */
export function onCaptureChance(again: () => void): () => void {
  const { mediaDevices } = navigator;
  mediaDevices?.addEventListener('devicechange', again);
  const permissions: PermissionStatus[] = [];
  let over = false;
  for (const name of ['camera', 'microphone'] as const) {
    navigator.permissions?.query({ name: name as PermissionName }).then(
      (status) => {
        if (over) return;
        status.addEventListener('change', again);
        permissions.push(status);
      },
      // A browser that does not tell is asked by the button.
      () => {},
    );
  }
  return () => {
    over = true;
    mediaDevices?.removeEventListener('devicechange', again);
    for (const status of permissions) status.removeEventListener('change', again);
  };
}

function createMeter(stream: MediaStream): { level: () => number; close: () => void } {
  if (stream.getAudioTracks().length === 0) return { level: () => 0, close: () => {} };
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level() {
      // A page that has not been touched yet may not run its sound; asking again is harmless.
      if (context.state === 'suspended') void context.resume().catch(() => {});
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) * levelGain);
    },
    close: () => void context.close(),
  };
}
