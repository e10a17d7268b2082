/** True in the build variant of the demo, the tools and the end-to-end tests; see wxt.config.ts. */
declare const __TEST_VARIANT__: boolean;

declare module '*.css?inline' {
  const text: string;
  // Vite gives the text of a style sheet as the default export.
  export default text;
}
