/** What we use of the element that the library defines. */
export interface ModelElement extends HTMLElement {
  src: string | null;
  alt: string | null;
  ar: boolean;
  arModes: string;
  cameraControls: boolean;
  touchAction: string;
  interactionPrompt: string;
  shadowIntensity: number;
  cameraOrbit: string;
  loading: string;
  a11y: unknown;
}

/** Drawing in space needs it; without a graphics card some browsers lack it. */
export function canDrawModels(): boolean {
  const context = document.createElement('canvas').getContext('webgl2');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/** Loads the library, which is large and comes for nothing else, and makes one viewer. */
export async function makeModelElement(): Promise<ModelElement> {
  const { ModelViewerElement } = await import('@google/model-viewer');
  return new ModelViewerElement() as unknown as ModelElement;
}

/**
 * The library writes its style sheet into its shadow as an element, which our content security policy does not let
 * through. It is taken out before the element comes onto the page, and the same sheet is adopted instead, which the policy
 * does: afterwards, because the element adopts its own list, an empty one, when it arrives.
 */
export function placeModelElement(box: HTMLElement, element: ModelElement): void {
  const root = element.shadowRoot;
  const sheets = [...(root?.querySelectorAll('style') ?? [])].map((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent);
    style.remove();
    return sheet;
  });
  box.append(element);
  if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}
