// Keeps how far a part of the page is scrolled, for the next time that it is shown.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Kept } from './kept.js';

const places = new Kept<number>();

/** The reference of an element that scrolls; `subject` names what it shows, undefined while it is not there. */
export function useKeptScroll(subject: string | undefined): { current: HTMLDivElement | null } {
  const ref = useRef<HTMLDivElement | null>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || subject === undefined) return;
    element.scrollTop = places.get(subject) ?? 0;
    const keep = (): void => places.set(subject, element.scrollTop);
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [subject]);
  return ref;
}
