/**
 * Stands in for three's Meshopt decoder, which compiles WebAssembly as soon as it is loaded: our content security policy
 * lets none through, and models that need it are refused at the upload.
 */
export const MeshoptDecoder = { supported: false, ready: Promise.resolve() };
