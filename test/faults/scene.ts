import type { Executed } from './execute';
import type { Ground, Grounds } from './grounds';
import type { RunnerProcesses } from './processes/runnerProcess';
import type { ScenarioPlan } from './types';

/** Everything that scenarios take place on. */
export interface Stage {
	grounds: Grounds;
	processes: RunnerProcesses;
}

/** A scenario that takes place. */
export interface Scene {
	stage: Stage;
	ground: Ground;
	plan: ScenarioPlan;
	touchIds: number[];
	/** The executions that are over. */
	executed: Executed[];
}
