// Where evaluation is: the calls and operators of the reader's own texts that led to it, innermost first.
import type { Site } from '../../../graph/graph.js';
import type { Call, Expr, Located } from '../parser/ast.js';
import type { PyModule } from './values.js';

/** One expression in a text, the same object each time it is evaluated; its site is made when somebody asks. */
export class Spot {
  #site: Site | undefined;
  #calleeName: string | undefined;

  constructor(
    private readonly uri: string,
    private readonly node: Expr | Located,
    /** The target that its value is assigned to. */
    private readonly label: Expr | undefined,
  ) {}

  get site(): Site {
    const { uri, node, label } = this;
    const span = { uri, start: node.start, end: node.end };
    return (this.#site ??= {
      ...span,
      name: span,
      arguments: [],
      ...(label && { label: { uri, start: label.start, end: label.end } }),
    });
  }

  /** The plain name that the value is assigned to: `out` in `out = F.relu(x)`, `conv` in `self.conv = …`. */
  get targetName(): string | undefined {
    const { label } = this;
    return label?.kind === 'Name' ? label.id : label?.kind === 'Attribute' ? label.attr : undefined;
  }

  /** The call that it is; undefined for operators. */
  get call(): Call | undefined {
    const { node } = this;
    return 'kind' in node && node.kind === 'Call' ? node : undefined;
  }

  /** The last name of what is called: `relu` in `F.relu(x)`. */
  get calleeName(): string | undefined {
    const func = this.call?.func;
    if (!func) return undefined;
    return (this.#calleeName ??=
      func.kind === 'Attribute' ? func.attr : func.kind === 'Name' ? func.id : undefined);
  }
}

export interface Place {
  readonly spot: Spot;
  readonly module: PyModule;
  readonly parent: Place | undefined;
}

/** The sites from the innermost place outwards. */
export function sitesOf(place: Place | undefined): readonly Site[] {
  const sites: Site[] = [];
  for (let at = place; at; at = at.parent) sites.push(at.spot.site);
  return sites;
}
