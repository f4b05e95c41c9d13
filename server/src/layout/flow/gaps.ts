// How much room is left between what is laid out.

/** Room along the flow between an item and the next, with and without a text at the edge between them. */
export const gap = { plain: 14, labelled: 30, corner: 10 } as const;
/** Room across the flow: beside an item, beside a line, and between a line and a text at it. */
export const side = { item: 22, line: 14, text: 5 } as const;
