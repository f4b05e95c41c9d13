// Works out, network by network, what findings and outline of a file are made of, so that a host may do other things in between.
import type { Analysis } from '../analysis/analysis.js';
import { insightFindings, type InsightSettings } from '../analysis/insights/notes.js';
import { fieldsOf } from '../analysis/receptiveField.js';
import type { Steps } from '../contract/steps.js';
import { networkOutline } from './documentSymbols.js';

/** What it computes is kept with the networks; afterwards {@link diagnostics} and {@link documentSymbols} only collect it. */
export function* prepare(analysis: Analysis, insights: InsightSettings): Steps<void> {
  for (const network of analysis.networks) {
    fieldsOf(network.network.body);
    yield;
    void network.totals;
    yield;
    insightFindings([network], insights);
    yield;
    // Editors ask for the outline of each text that they show.
    if (analysis.lowered.outline.length === 0) {
      networkOutline(network);
      yield;
    }
  }
}
