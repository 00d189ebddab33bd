import { useCallback, useEffect, useRef, useState } from 'react';
import {
  type Capture,
  type CaptureChoice,
  type CaptureProblem,
  captureProblemOf,
  listDevices,
  onCaptureChance,
  openCapture,
} from '../../../../features/media/web/capture.ts';

export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly capture: Capture }
  | { readonly kind: 'problem'; readonly problem: CaptureProblem };

export interface Camera {
  readonly state: CameraState;
  readonly choice: CaptureChoice;
  readonly cameras: readonly MediaDeviceInfo[];
  readonly microphones: readonly MediaDeviceInfo[];
  open(choice?: CaptureChoice): Promise<void>;
}

/** The host's camera and microphone. With `wanted` it opens by itself, and closes with the page. */
export function useCamera(wanted: boolean): Camera {
  const [state, setState] = useState<CameraState>({ kind: 'off' });
  const [choice, setChoice] = useState<CaptureChoice>({});
  const [devices, setDevices] = useState<Pick<Camera, 'cameras' | 'microphones'>>({ cameras: [], microphones: [] });
  const held = useRef<Capture | null>(null);
  const turn = useRef(0);

  const open = useCallback(async (next: CaptureChoice = {}) => {
    turn.current += 1;
    const mine = turn.current;
    setChoice(next);
    setState((now) => (now.kind === 'on' ? now : { kind: 'starting' }));
    const opened = await openCapture(next).catch(captureProblemOf);
    if (mine !== turn.current) {
      if (typeof opened !== 'string') opened.close();
      return;
    }
    held.current?.close();
    held.current = typeof opened === 'string' ? null : opened;
    if (typeof opened === 'string') {
      setState({ kind: 'problem', problem: opened });
      return;
    }
    for (const track of opened.stream.getTracks()) {
      // A camera that is pulled out ends its track; the host must hear of it, not only the viewers.
      track.addEventListener('ended', () => {
        if (held.current !== opened) return;
        held.current = null;
        opened.close();
        setState({ kind: 'problem', problem: track.kind === 'audio' ? 'noMicrophone' : 'noCamera' });
      });
    }
    setState({ kind: 'on', capture: opened });
    setDevices(await listDevices().catch(() => ({ cameras: [], microphones: [] })));
  }, []);

  useEffect(() => {
    if (wanted && held.current === null) void open();
  }, [wanted, open]);
  // As soon as the camera is allowed, or plugged in again, it goes on by itself.
  const troubled = state.kind === 'problem';
  useEffect(() => (troubled ? onCaptureChance(() => void open(choice)) : undefined), [troubled, open, choice]);
  useEffect(
    () => () => {
      turn.current += 1;
      held.current?.close();
      held.current = null;
    },
    [],
  );
  return { state, choice, ...devices, open };
}
