import { defaultTaxonomy } from '../../core/default-taxonomy.ts';
import type { Analysis, FoundPassage } from '../../messages/contract.ts';
import { createReviewModel, type ReviewModel } from '../review-model.ts';
import { createFakeWorld, type FakeWorld } from './fake-world.ts';
import { sampleAnalysis, sampleFlags, sampleFound } from './sample-passage.ts';

/** A review whose passage has been analysed, in a world of its own; it has the minor flag unless told otherwise. */
export async function startedReview(
  found: Partial<FoundPassage> = {},
  analysis: Partial<Analysis> = { flags: [sampleFlags[1]] },
): Promise<{ readonly model: ReviewModel; readonly world: FakeWorld }> {
  const world = createFakeWorld(found.text);
  world.background.analysis = sampleAnalysis(analysis);
  const model = createReviewModel(sampleFound(found), defaultTaxonomy, world.ports);
  await model.analyse();
  return { model, world };
}

/** How far a review has come. */
export function phaseOf(model: ReviewModel): string {
  return model.state.value.phase.kind;
}

/** Ids of the operations that were sent, in order, resent ones too. */
export function operationsOf({ background }: FakeWorld): readonly string[] {
  return background.asked.filter((one) => one.startsWith('id-'));
}
