// Icons: strokes on a grid of 16 × 16, in the colour of the text.
const paths = {
  chart: 'M2.5 2v11.5H14 M5.5 11V7.5 M8.5 11V4.5 M11.5 11V9',
  table: 'M2.5 3.5h11v9h-11z M2.5 6.5h11 M2.5 9.5h11 M6.5 6.5v6',
  save: 'M8 2v8 M5 7.5 8 10.5l3-3 M2.5 11v2.5h11V11',
  svg: 'M4 2.5h5l3 3v8H4z M9 2.5v3h3 M6 10.5c1-3 3 1 4-2',
  image: 'M2.5 3.5h11v9h-11z M2.5 11l3.5-3.5 3 3 2-2 2.5 2.5 M10.5 6h.01',
  pin: 'M6 2.5h4 M6.8 2.5v4L4.5 9.5h7L9.2 6.5v-4 M8 9.5v4',
  fit: 'M2.5 5.5v-3h3 M10.5 2.5h3v3 M13.5 10.5v3h-3 M5.5 13.5h-3v-3',
  plus: 'M8 3v10 M3 8h10',
  minus: 'M3 8h10',
  down: 'M8 2.5v10 M4.5 9 8 12.5 11.5 9',
  right: 'M2.5 8h10 M9 4.5 12.5 8 9 11.5',
  collapse: 'M4.5 2.5 8 6l3.5-3.5 M4.5 13.5 8 10l3.5 3.5',
  expand: 'M4.5 6 8 2.5 11.5 6 M4.5 10 8 13.5 11.5 10',
  outline: 'M2.5 3.5h4 M5.5 8h8 M5.5 12.5h8 M3.5 3.5v9h2 M3.5 8h2',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z M10.3 10.3 13.5 13.5',
  repeat: 'M5 4.5 11 11.5 M11 4.5 5 11.5',
  close: 'M4 4l8 8 M12 4l-8 8',
  map: 'M2.5 3.5h11v9h-11z M8 7.5h4v3.5H8z',
  copy: 'M5.5 5.5h8v8h-8z M10.5 5.5v-3h-8v8h3',
  source: 'M6 4 2.5 8 6 12 M10 4l3.5 4L10 12',
  warning: 'M8 2.5 14 13.5H2z M8 6.5v3.5 M8 11.9h.01',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
