/** The part of Stripe.js that we use. */
export interface StripeJs {
  elements(options: {
    clientSecret: string;
    locale: string;
    appearance: { theme: 'stripe' | 'night' };
  }): StripeElements;
  confirmPayment(options: {
    elements: StripeElements;
    confirmParams: { return_url: string };
    redirect: 'if_required';
  }): Promise<{ error?: { message?: string } }>;
}

interface StripeElements {
  create(kind: 'payment'): StripeElement;
}

interface StripeElement {
  mount(into: HTMLElement): void;
  on(event: 'ready' | 'loaderror', heard: () => void): void;
  destroy(): void;
}

type StripeMaker = (publishableKey: string) => StripeJs;

/** Stripe wants its script from its own address, never from a copy. It is asked for when somebody pays, and once. */
const scriptUrl = 'https://js.stripe.com/v3/';
let loading: Promise<StripeMaker> | undefined;

export async function loadStripe(publishableKey: string): Promise<StripeJs> {
  loading ??= loadScript();
  try {
    return (await loading)(publishableKey);
  } catch (problem) {
    // The next try loads it anew.
    loading = undefined;
    throw problem;
  }
}

function loadScript(): Promise<StripeMaker> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = scriptUrl;
    script.onload = () => {
      const made = (window as { Stripe?: StripeMaker }).Stripe;
      if (made) resolve(made);
      else reject(new Error('The script of Stripe is not what it was.'));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error('The script of Stripe did not load.'));
    };
    document.head.append(script);
  });
}
