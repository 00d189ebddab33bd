import { api } from '../../../platform/ui/api.ts';
import type { Done } from '../protocol.ts';

/** The sign-in library's routes, in our words. The server answers with the coded refusals of protocol.ts. */
export const auth = {
  signIn: (email: string, password: string) => api.post<Done>('/api/auth/sign-in/email', { email, password }),
  signOut: () => api.post<Done>('/api/auth/sign-out', {}),
  askForReset: (email: string) => api.post<Done>('/api/auth/request-password-reset', { email }),
  reset: (token: string, newPassword: string) => api.post<Done>('/api/auth/reset-password', { token, newPassword }),
};

/** Only paths of this site: an address to come back to must not lead elsewhere. */
export function safePath(path: string | null): string | null {
  if (path === null || !/^\/(?![/\\])/.test(path)) return null;
  return new URL(path, window.location.origin).origin === window.location.origin ? path : null;
}
