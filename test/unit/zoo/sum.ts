// Parameters and multiply-accumulates of networks, summed without the engine by the formulas of the papers.

/** Parameters and multiply-accumulates, summed layer by layer. */
export class Sum {
  params = 0;
  macs = 0;
  constructor(
    /** Channels and side of the square map. */
    public c: number,
    public side: number,
  ) {}

  conv(out: number, k: number, { stride = 1, pad = 0, bias = true, from = this.c, groups = 1 } = {}): this {
    this.side = Math.floor((this.side + 2 * pad - k) / stride) + 1;
    const weights = (k * k * from * out) / groups;
    this.params += weights + (bias ? out : 0);
    this.macs += weights * this.side * this.side;
    this.c = out;
    return this;
  }

  norm(c = this.c): this {
    this.params += 2 * c;
    return this;
  }

  pool(k: number, stride: number, pad = 0, round = Math.floor): this {
    this.side = round((this.side + 2 * pad - k) / stride) + 1;
    return this;
  }

  linear(from: number, to: number): this {
    this.params += from * to + to;
    this.macs += from * to;
    return this;
  }
}
