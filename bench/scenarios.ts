import type { Installation } from './harness/installation';
import type { Scenario } from './harness/scenario';
import { listsScenario, pacedListScenario } from './scenarios/lists';

/** Everything that is measured, in the order of the report. */
export function scenariosOf(installation: Installation): Scenario[] {
	return [pacedListScenario(installation), listsScenario(installation)];
}
