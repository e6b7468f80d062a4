import type { Installation } from './harness/installation';
import type { Scenario } from './harness/scenario';
import { itemsScenario } from './scenarios/items';
import { listsScenario, pacedListScenario } from './scenarios/lists';
import { memoryScenario } from './scenarios/memory';
import { paceScenario } from './scenarios/pace';
import { packageScenario } from './scenarios/package';
import { pollsScenario } from './scenarios/polls';
import { profileScenario } from './scenarios/profile';
import { recordsScenario } from './scenarios/records';

/** Everything that is measured, in the order of the report. */
export function scenariosOf(installation: Installation): Scenario[] {
	return [
		pacedListScenario(installation),
		listsScenario(installation),
		paceScenario(installation),
		itemsScenario(installation),
		profileScenario(installation),
		pollsScenario(installation),
		recordsScenario(installation),
		packageScenario(installation),
		memoryScenario(installation),
	];
}
