/** A CSS path that finds an element again in its own root; through shadow hosts with ` >>> ` between the roots. */
export function cssPath(element: Element): string {
  const steps: string[] = [];
  let current: Element | null = element;
  while (current !== null) {
    if (current.id !== '') {
      steps.unshift(`#${CSS.escape(current.id)}`);
      break;
    }
    const { localName, parentElement }: Element = current;
    const siblings: Element[] = [...(current.parentNode?.children ?? [])].filter((one) => one.localName === localName);
    const nth = siblings.length > 1 ? `:nth-of-type(${siblings.indexOf(current) + 1})` : '';
    steps.unshift(`${CSS.escape(localName)}${nth}`);
    current = parentElement;
  }
  const root = element.getRootNode();
  const own = steps.join(' > ');
  return root instanceof ShadowRoot ? `${cssPath(root.host)} >>> ${own}` : own;
}
